"""What each role of staff may do. Which candidates somebody sees, their positions say."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db import transaction
from django.db.models import Q

from accounts.roles import Role, group_of

VIEW, ADD, CHANGE, DELETE = "view", "add", "change", "delete"
ACCOMMODATE = "accommodate"
EVERYTHING = (VIEW, ADD, CHANGE, DELETE)
WRITING = (VIEW, ADD, CHANGE)

AUTHORING: dict[str, tuple[str, ...]] = {
    "quizzes.quiz": WRITING,
    "quizzes.quizquestion": EVERYTHING,
    "quizzes.section": EVERYTHING,
    "quizzes.question": WRITING,
    "quizzes.questionversion": EVERYTHING,
    "quizzes.choice": EVERYTHING,
    "quizzes.testcase": EVERYTHING,
    "quizzes.solution": EVERYTHING,
    "quizzes.tag": WRITING,
    "quizzes.skill": WRITING,
}
"""The question bank belongs to the company: whoever interviews may write in it."""

INTERVIEWING: dict[str, tuple[str, ...]] = {
    "interview.position": (VIEW, CHANGE),
    "interview.criterion": EVERYTHING,
    "interview.candidate": (VIEW, CHANGE),
    "interview.invitation": WRITING,
    "interview.problem": (VIEW, CHANGE),
    "interview.scorecard": (VIEW, ADD),
    "interview.decision": (VIEW, ADD),
    "quizzes.grade": (VIEW, ADD),
}
"""A candidate is added by inviting. A grade is added by scoring and by grading again."""

MANAGING: dict[str, tuple[str, ...]] = {
    "accounts.user": WRITING,
    "interview.position": EVERYTHING,
    "interview.candidate": (*EVERYTHING, ACCOMMODATE),
    "interview.dailyuse": (VIEW,),
    "interview.gradercall": (VIEW,),
    "quizzes.copyerasure": (VIEW,),
    "quizzes.outage": (VIEW, ADD, CHANGE),
    "quizzes.quiz": EVERYTHING,
    "quizzes.tag": EVERYTHING,
    "quizzes.skill": EVERYTHING,
}

ROLES: dict[Role, tuple[dict[str, tuple[str, ...]], ...]] = {
    Role.ADMINISTRATOR: (AUTHORING, INTERVIEWING, MANAGING),
    Role.INTERVIEWER: (AUTHORING, INTERVIEWING),
}


@transaction.atomic
def ensure_roles(**_: Any) -> None:
    """Make the groups of the roles, with these permissions and no others.

    It runs after every migration, as a receiver, so a company that wants
    something else makes a group of its own beside these. A second call changes
    nothing.
    """
    for role, grants in ROLES.items():
        group_of(role).permissions.set(Permission.objects.filter(_any_of(grants)))


def _any_of(grants: tuple[dict[str, tuple[str, ...]], ...]) -> Q:
    wanted = Q()
    for grant in grants:
        for label, actions in grant.items():
            app, model = label.split(".")
            wanted |= Q(
                content_type__app_label=app,
                codename__in=[f"{action}_{model}" for action in actions],
            )
    return wanted
