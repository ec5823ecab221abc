"""What each role may do is there after a migration, and is what the code says."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db.models.signals import post_migrate

from accounts.roles import Role, group_of
from interview.domain.roles import ensure_roles

pytestmark = pytest.mark.django_db


def granted(role):
    return {
        f"{permission.content_type.app_label}.{permission.codename}"
        for permission in group_of(role).permissions.select_related("content_type")
    }


def test_roles_exist_after_migrating():
    Group.objects.all().delete()
    interview = apps.get_app_config("interview")

    post_migrate.send(sender=interview, app_config=interview, using="default", plan=[])

    assert granted(Role.ADMINISTRATOR) > granted(Role.INTERVIEWER) > set()


def test_interviewers_invite_and_decide_and_appoint_nobody():
    assert granted(Role.INTERVIEWER) >= {
        "interview.add_invitation",
        "interview.change_position",
        "interview.add_scorecard",
        "interview.add_decision",
        "quizzes.add_grade",
        "quizzes.add_questionversion",
        "quizzes.delete_choice",
    }
    assert not granted(Role.INTERVIEWER) & {
        "accounts.add_user",
        "accounts.change_user",
        "interview.add_position",
        "interview.delete_position",
        "interview.delete_invitation",
        "interview.add_candidate",
        "interview.delete_candidate",
        "quizzes.delete_quiz",
    }


def test_nobody_may_change_what_was_answered_graded_or_logged():
    kept = {"attempt", "answer", "answerrevision", "submission", "grade", "result", "logentry"}
    changes = {f"{action}_{model}" for action in ("change", "delete") for model in kept}
    everything = granted(Role.ADMINISTRATOR) | granted(Role.INTERVIEWER)

    assert not changes & {name.split(".")[1] for name in everything}


def test_what_was_granted_by_hand_goes_and_what_was_taken_comes_back():
    before = granted(Role.INTERVIEWER)
    group = group_of(Role.INTERVIEWER)
    group.permissions.set(Permission.objects.filter(codename="delete_user"))

    ensure_roles()
    ensure_roles()

    assert granted(Role.INTERVIEWER) == before
