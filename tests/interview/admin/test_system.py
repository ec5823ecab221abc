"""The pages about the system: who may see them, and what they say."""

from datetime import timedelta

import pytest
from django.utils import timezone

from interview.models import DailyUse, GraderCall
from quizzes.choices import SubmissionState
from quizzes.domain import grading
from tests.cast import browser_of
from tests.factories import (
    ECHO,
    AnswerFactory,
    AttemptFactory,
    InvitationFactory,
    SubmissionFactory,
    UserFactory,
)
from tests.queries import query_count

pytestmark = pytest.mark.django_db

EVENTS, DOCTOR, COSTS = "/admin/system/events/", "/admin/system/doctor/", "/admin/system/costs/"


def status(person, address):
    return browser_of(person).get(address).status_code


def submission_for(invitation, **facts):
    answer = AnswerFactory(attempt=invitation.attempt, text=ECHO, language="python", revision=1)
    return SubmissionFactory(answer=answer, **facts)


def call(**facts):
    defaults = {"at": timezone.now(), "job": "j", "finding": "judged", "took_ms": 900}
    return GraderCall.objects.create(**{**defaults, **facts})


def test_interviewers_see_events_and_administrators_the_rest(administrator, interviewer):
    assert [status(interviewer, page) for page in (EVENTS, DOCTOR, COSTS)] == [200, 403, 403]
    assert [status(administrator, page) for page in (EVENTS, DOCTOR, COSTS)] == [200, 200, 200]


def test_staff_without_a_role_see_none_of_it(db):
    assert [status(UserFactory(), page) for page in (EVENTS, DOCTOR, COSTS)] == [403, 403, 403]


def test_the_sidebar_leads_where_one_may_go(administrator, interviewer):
    def links(person):
        page = browser_of(person).get("/admin/").content.decode()
        return [address for address in (EVENTS, DOCTOR, COSTS) if f'href="{address}"' in page]

    assert links(interviewer) == [EVENTS]
    assert links(administrator) == [EVENTS, DOCTOR, COSTS]


class TestEvents:
    def health(self, person):
        return browser_of(person).get(EVENTS).context["health"]

    def test_nothing_wrong_is_healthy(self, interviewer, invitation):
        submission_for(invitation, graded=10)
        call()

        assert self.health(interviewer).problems == []

    def test_a_submission_that_waits_for_long_is_named(self, interviewer, invitation):
        submission = submission_for(
            invitation, state_at=timezone.now() - timedelta(minutes=7, seconds=5)
        )

        page = browser_of(interviewer).get(EVENTS)

        assert page.context["health"].problems == [
            "A submission has waited for 7 minutes. Is a worker running?"
        ]
        assert submission.code in page.content.decode()

    def test_faults_and_what_they_left_are_counted(self, interviewer, invitation):
        submission_for(invitation, state=SubmissionState.UNGRADED)
        call(finding="judge_error", job="broken-one")
        call(finding="unavailable")

        page = browser_of(interviewer).get(EVENTS)

        assert page.context["health"].problems == [
            "1 submission could not be graded and waits to be graded again.",
            "The grader failed 2 times in the last day.",
        ]
        assert "broken-one" in page.content.decode()

    def test_slow_grades_are_told(self, interviewer):
        call(took_ms=20_000, waited_ms=15_000)

        (problem,) = self.health(interviewer).problems
        assert problem.startswith("Grades are slow")

    def test_times_are_told_by_span(self, interviewer):
        now = timezone.now()
        for took in (100, 200, 300):
            call(took_ms=took, waited_ms=10)
        call(at=now - timedelta(hours=3), took_ms=5000)
        call(at=now - timedelta(days=30), took_ms=9000)

        spans = dict(browser_of(interviewer).get(EVENTS).context["spans"])

        hour, day, week = spans["Last hour"], spans["Last day"], spans["Last week"]
        assert (hour.calls, hour.grade, hour.slow_grade, hour.wait) == (3, 200, 300, 10)
        assert (day.calls, day.slow_grade, week.calls) == (4, 5000, 4)

    def test_pages_are_told_by_day(self, interviewer):
        today = timezone.now().date()
        DailyUse.objects.create(day=today, requests=4, failures=1, busy_ms=100)
        DailyUse.objects.create(day=today, function="web", memory_mb=1024, requests=6, busy_ms=400)

        (day,) = browser_of(interviewer).get(EVENTS).context["pages"]

        assert (day.requests, day.failures, day.mean_ms) == (10, 1, 50)

    def test_a_submission_is_followed_to_its_grade(self, interviewer, invitation):
        submission = submission_for(invitation)
        grading.grade_submission.call(submission.pk)

        page = browser_of(interviewer).get(EVENTS, {"code": submission.code})

        words = [line.words for line in page.context["story"].lines]
        assert sorted(words) == ["Graded", "The grader was asked: Judged"]
        assert f"/admin/interview/invitation/{invitation.pk}/result/" in page.content.decode()

    def test_somebody_elses_submission_is_followed_by_nobody_else(
        self, interviewer, reviewer, outsider, administrator, invitation
    ):
        submission = submission_for(invitation, graded=10)

        def follows(person):
            page = browser_of(person).get(EVENTS, {"code": submission.code})
            return page.context["story"] is not None

        assert [follows(one) for one in (interviewer, reviewer, outsider, administrator)] == [
            True,
            True,
            False,
            True,
        ]

    def test_page_costs_the_same_with_one_row_and_with_three(self, interviewer, invitation):
        def fill():
            submission_for(invitation)
            call(finding="judge_error")
            call()

        fill()
        with_one = query_count(browser_of(interviewer), EVENTS)
        fill()
        fill()

        assert query_count(browser_of(interviewer), EVENTS) == with_one


class TestDoctor:
    def test_each_check_has_a_button(self, administrator):
        page = browser_of(administrator).get(DOCTOR).content.decode()

        assert f'action="{DOCTOR}journey/"' in page
        assert f'action="{DOCTOR}mail/"' in page

    def test_a_check_is_made_by_post_alone(self, administrator):
        assert status(administrator, f"{DOCTOR}migrations/") == 405

    def test_without_a_script_the_page_comes_back_with_the_finding(self, administrator):
        page = browser_of(administrator).post(f"{DOCTOR}migrations/").content.decode()

        assert "Every migration is applied." in page
        assert "Check everything" in page

    def test_a_script_gets_the_row(self, administrator):
        row = browser_of(administrator).post(f"{DOCTOR}migrations/", headers={"X-Partial": "yes"})

        assert "Every migration is applied." in row.content.decode()
        assert "Check everything" not in row.content.decode()

    def test_interviewers_make_no_check(self, interviewer):
        assert browser_of(interviewer).post(f"{DOCTOR}journey/").status_code == 403

    def test_a_check_that_is_none_is_not_found(self, administrator):
        assert browser_of(administrator).post(f"{DOCTOR}weather/").status_code == 404


class TestCosts:
    def test_a_laptop_is_told_why_all_is_0(self, administrator):
        page = browser_of(administrator).get(COSTS).content.decode()

        assert "All is 0." in page
        assert "HTTP API" in page

    def test_the_month_is_told_by_position_and_on_the_front_page(
        self, administrator, interviewer, position, settings
    ):
        settings.COST_CAP = 1
        now = timezone.now()
        attempt = AttemptFactory(started_at=now, closes_at=now + timedelta(hours=1))
        InvitationFactory(position=position, attempt=attempt)
        DailyUse.objects.create(day=now.date(), function="web", memory_mb=1024, requests=2_000_000)

        page = browser_of(administrator).get(COSTS).content.decode()
        front = browser_of(administrator).get("/admin/").content.decode()

        for one in (page, front):
            assert "$2.40" in one
            assert "The cap of $1 is reached: public links are paused until next month." in one
        assert "Backend developer" in page
        assert attempt.code in page
        assert "Costs of this month" not in browser_of(interviewer).get("/admin/").content.decode()

    @pytest.mark.parametrize("month", ["2199-01", "November", ""])
    def test_a_month_that_is_none_is_not_found(self, administrator, month):
        assert status(administrator, f"{COSTS}?month={month}") == 404

    def test_page_costs_the_same_with_one_row_and_with_three(self, administrator, position):
        def fill():
            now = timezone.now()
            attempt = AttemptFactory(started_at=now, closes_at=now + timedelta(hours=1))
            InvitationFactory(position=position, attempt=attempt)
            call(attempt=attempt, invocations=1, billed_ms=900, memory_mb=1769)

        fill()
        with_one = query_count(browser_of(administrator), COSTS)
        fill()
        fill()

        assert query_count(browser_of(administrator), COSTS) == with_one
