"""What goes wrong on our side, and who is told."""

from django.tasks import task

from interview import emails
from quizzes.models import Submission


@task()
def report_ungraded(submission_code: str) -> None:
    """Mail the administrators that the grader failed on a submission, unless it is erased."""
    submission = Submission.objects.filter(code=submission_code).first()
    if submission is not None:
        emails.report_ungraded(submission_code=submission_code, problem=submission.problem)
