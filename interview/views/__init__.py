"""The public front page and the candidate's link."""
