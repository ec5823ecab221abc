"""The interviewers' workplace: from the position to the decision.

What somebody sees follows from their positions; seen.py says how.
"""

from django.conf import settings
from django.contrib import admin

from interview.admin import candidates, invitations, positions, problems

if settings.TASK_BACKEND != "sqs":
    from django_tasks_db.models import DBTaskResult

    # Its page is plain Django's and shows arguments of jobs, which are nobody's work.
    admin.site.unregister(DBTaskResult)

__all__ = ["candidates", "invitations", "positions", "problems"]
