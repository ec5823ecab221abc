"""What the functions have used, and what it comes to in money."""
