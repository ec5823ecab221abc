"""A timed quiz, for a person it does not know."""
