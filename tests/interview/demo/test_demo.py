"""The demo, made once for all of these tests: judging its solutions takes some seconds."""

from collections import Counter
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import User
from interview.models import (
    Candidate,
    Decision,
    Invitation,
    Letter,
    LogEntry,
    Position,
    Problem,
    Scorecard,
)
from quizzes.models import Attempt, Grade, QuestionVersion, Quiz, Solution, Submission

pytestmark = pytest.mark.django_db


def demo() -> str:
    told = StringIO()
    call_command("demo", stdout=told)
    return told.getvalue()


def everything():
    models = (User, Position, QuestionVersion, Invitation, Submission, Grade, LogEntry, Decision)
    return [model.objects.count() for model in models]


def test_it_is_refused_outside_local_settings(settings):
    settings.LOCAL = False

    with pytest.raises(CommandError, match="local settings only"):
        demo()

    assert not User.objects.exists()


def test_it_makes_a_company_s_worth_and_twice_is_as_good_as_once(
    settings, client, mailoutbox, django_capture_on_commit_callbacks
):
    settings.LOCAL = True

    with django_capture_on_commit_callbacks(execute=True):
        told = demo()

    now = timezone.now()
    states = Counter(one.state(now).value for one in Invitation.objects.with_progress())
    assert states == {
        "sent": 1,
        "opened": 2,
        "expired": 1,
        "revoked": 1,
        "running": 1,
        "finished": 2,
        "graded": 2,
        "decided": 3,
    }
    assert Position.objects.count() == 3
    assert QuestionVersion.objects.filter(kind="coding", published_at__isnull=False).count() >= 4
    assert {one.kind for one in QuestionVersion.objects.all()} == {
        "coding",
        "single_choice",
        "multiple_choice",
        "text",
    }
    assert [str(one) for one in Solution.objects.all() if not one.is_as_expected] == []
    assert not Submission.objects.filter(state__in=["queued", "grading", "ungraded"]).exists()
    code_grades = Grade.objects.filter(submission__answer__question__kind="coding")
    assert all(grade.judgement["runs"] for grade in code_grades)
    assert Scorecard.objects.exists()

    assert [one.is_practice for one in Quiz.objects.filter(sections__isnull=False)] == [False] * 2
    assert Quiz.objects.filter(is_practice=True).count() == 1
    assert Candidate.objects.filter(extra_time_asked_at__isnull=False).count() == 1
    assert [one.answer != "" for one in Problem.objects.order_by("at")] == [False, True]
    assert Attempt.objects.filter(added_time__gt=timedelta(0)).count() == 1
    assert set(Letter.objects.values_list("state", flat=True)) == {"sent"}
    assert mailoutbox == []

    links = [line.split()[-1] for line in told.splitlines() if "/i/" in line]
    assert len(links) == 2
    for link in links:
        assert client.get(link.removeprefix(settings.SITE_URL)).status_code == 200
    assert client.login(username="hanna@example.com", password="demo")

    before = everything()
    assert "nothing was changed" in demo()
    assert everything() == before
