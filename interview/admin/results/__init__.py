"""The page of one invitation: what was answered, what it is worth, and what we make of it."""
