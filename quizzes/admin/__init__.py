"""The question bank and the quizzes, for interviewers."""
