"""News that travels outward. Whoever cares, outside this app, listens.

Each is sent inside the transaction that makes it true, so that a log written
by a receiver stands or falls with the fact. Slow work belongs on commit.
"""

from django.dispatch import Signal

attempt_finished = Signal()
"""attempt, now. The candidate finished or time ran out; ``attempt.finish_reason`` says which."""

answer_saved = Signal()
"""answer, revision, now. A save was kept; ``revision.is_late`` says whether it counts."""

samples_run = Signal()
"""answer, verdict, now. The candidate ran the samples; nothing was submitted."""

answer_submitted = Signal()
"""submission, now. An answer was frozen, by the candidate or at closing."""

grading_started = Signal()
"""submission, waited, now. A worker took the submission, which had waited this timedelta."""

clock_asked = Signal()
"""attempt. A page asks what is left. Whoever has something to tell its candidate returns
{"number", "text"}; a page says what has a higher number than the last it said."""

submission_graded = Signal()
"""submission, grade, now. A grade was added."""

grading_failed = Signal()
"""submission, fault, now. The grader failed twice; nobody lost points."""
