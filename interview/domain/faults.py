"""What goes wrong on our side, and who is told."""

from django.tasks import task

from interview import emails


@task()
def report_ungraded(submission_code: str, problem: str) -> None:
    """Mail the administrators that the grader failed on a submission."""
    emails.report_ungraded(submission_code=submission_code, problem=problem)
