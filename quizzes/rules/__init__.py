"""Conditions and sums that need only values: no database, no clock."""
