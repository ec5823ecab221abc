"""What goes wrong on our side, and who is told."""

from django.tasks import task

from interview import emails
from quizzes.choices import Fault
from quizzes.models import Submission


@task()
def report_ungraded(submission_code: str, fault: str = Fault.JUDGE_ERROR.value) -> None:
    """Mail the administrators that the grader failed on a submission, unless it is erased.

    fault: one of `Fault`. Messages of before it was told do without.
    """
    if Submission.objects.filter(code=submission_code).exists():
        emails.report_ungraded(submission_code=submission_code, fault=Fault(fault))
