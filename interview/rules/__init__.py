"""Conditions and sums of hiring that need only values."""
