"""The grader: runs a candidate's program on test cases and says what happened.

It uses the standard library only, imports no Django, and knows nothing of quizzes,
people or points. Read in this order: ``protocol`` (what goes in and comes out),
``judge`` (a job to a judgement), ``sandbox`` (where the candidate's code runs).
The doors are ``__main__`` (terminal), ``serve`` (a warm child) and ``handler`` (Lambda).
"""

VERSION = "0.1.0"
"""Named in every judgement, so that an old one can be told from a new one."""
