"""The interviewers workplace."""
