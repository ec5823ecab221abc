"""The result page: everything that was answered, and what is made of it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from interview.choices import LogKind, Outcome
from quizzes.choices import EventKind, SubmissionState, Verdict
from quizzes.domain import answers, attempts, submissions
from quizzes.domain.answers import Content
from quizzes.domain.errors import AttemptClosed
from quizzes.models import Attempt, Grade, Submission
from tests.cast import browser_of
from tests.factories import (
    AnswerFactory,
    CriterionFactory,
    DecisionFactory,
    InvitationFactory,
    QuestionFactory,
    ScorecardFactory,
    ScorecardLineFactory,
    SubmissionFactory,
)
from tests.old_judgements import as_of_version_1
from tests.queries import query_count

pytestmark = pytest.mark.django_db

TEST_CASES = 'FROM "quizzes_testcase"'

ECHO = "print(input())\n"
SAMPLE_ONLY = "print(1)\n"


def page_of(invitation):
    return reverse("admin:interview_invitation_result", args=[invitation.pk])


def address(name, invitation, *rest):
    return reverse(f"admin:interview_invitation_{name}", args=[invitation.pk, *rest])


@pytest.fixture
def finished(position, candidate):
    return InvitationFactory(position=position, candidate=candidate, finished=True)


@pytest.fixture
def text_submission(finished):
    """A text that waits for a person's points."""
    return SubmissionFactory(
        answer__attempt=finished.attempt, answer__question__kind="text", answer__text="An essay."
    )


@pytest.fixture
def graded(position, candidate, django_capture_on_commit_callbacks):
    """An invitation whose code was really graded: submitted wrong, then saved right, then late."""
    QuestionFactory(quiz=position.quiz, title="Echo", guide="Look for input().")
    QuestionFactory(quiz=position.quiz, title="Pick one", kind="single_choice", points=4)
    invitation = InvitationFactory(position=position, candidate=candidate, started=True)
    attempt = invitation.attempt
    now = timezone.now() - timedelta(minutes=9)
    with django_capture_on_commit_callbacks(execute=True):
        code = Content(text=SAMPLE_ONLY, language="python")
        answer = answers.save_answer(attempt=attempt, number=1, content=code, now=now)
        submissions.submit_answer(answer=answer, now=now)
        later = now + timedelta(minutes=1)
        code = Content(text=ECHO, language="python")
        answers.save_answer(attempt=attempt, number=1, content=code, now=later)
        answers.save_answer(attempt=attempt, number=2, content=Content(choices=["b"]), now=later)
        attempts.finish_attempt(attempt=attempt, reason="submitted", now=later)
    with pytest.raises(AttemptClosed):
        answers.save_answer(
            attempt=attempt, number=1, content=Content(text="# late", language="python"), now=later
        )
    return invitation


# What is shown


def test_answer_shows_what_counts_and_every_test_of_it(graded, interviewer):
    page = browser_of(interviewer).get(page_of(graded))

    (answer, _), _ = page.context["answers"]
    assert (answer.title, answer.earned, answer.points) == ("Echo", Decimal("10.00"), 10)
    assert (answer.main.number, answer.main.is_from_closing, answer.main.counts) == (2, True, True)
    assert [one.number for one in answer.others] == [1]
    judgement = answer.main.grade.judgement
    assert [(run.code, run.verdict.short) for run in judgement.runs] == [
        ("sample", "AC"),
        ("hidden", "AC"),
    ]
    assert (judgement.runs[0].case.input, judgement.runs[0].output) == ("1\n", "1\n")
    assert judgement.runs[0].memory_mb > 1
    assert "lockdown" in judgement.isolation
    before = answer.others[0].grade
    assert (before.points, before.verdict.short) == ("5", "WA")
    text = page.content.decode()
    assert "Look for input()." in text
    assert '<span class="nb">print</span>' in text


def test_judgement_of_the_first_version_of_the_protocol_is_shown_as_before(graded, interviewer):
    ((today, _), _) = browser_of(interviewer).get(page_of(graded)).context["answers"]
    for grade in Grade.objects.filter(judgement__isnull=False):
        grade.judgement = as_of_version_1(grade.judgement)
        grade.save()

    ((answer, _), _) = browser_of(interviewer).get(page_of(graded)).context["answers"]

    assert answer.main.grade.judgement == today.main.grade.judgement
    assert [run.code for run in answer.main.grade.judgement.runs] == ["sample", "hidden"]


def test_choice_question_shows_what_was_chosen_and_what_is_right(graded, interviewer):
    page = browser_of(interviewer).get(page_of(graded))

    _, (answer, _) = page.context["answers"]
    assert [(one.code, one.is_chosen, one.is_correct) for one in answer.choices] == [
        ("a", False, True),
        ("b", True, False),
        ("c", False, False),
    ]
    assert answer.outcome == "No points"


def test_text_that_was_typed_after_the_end_is_marked(graded, interviewer):
    page = browser_of(interviewer).get(page_of(graded))

    (answer, _), _ = page.context["answers"]
    assert [(one.number, one.is_late) for one in answer.revisions] == [
        (3, True),
        (2, False),
        (1, False),
    ]
    assert "After time" in page.content.decode()


def test_running_attempt_shows_what_is_saved_so_far(invitation, interviewer):
    AnswerFactory(attempt=invitation.attempt, text="half a program")

    page = browser_of(interviewer).get(page_of(invitation))

    ((answer, submitted),) = page.context["answers"]
    assert submitted == []
    assert "half" in answer.unsent.html
    assert answer.outcome == "Saved, not submitted"
    assert "Decide…" not in page.content.decode()


def test_code_that_looks_like_a_page_is_shown_as_text(finished, interviewer):
    SubmissionFactory(answer__attempt=finished.attempt, answer__text="<script>alert(1)</script>")

    page = browser_of(interviewer).get(page_of(finished)).content.decode()

    assert "alert" in page
    assert "<script>alert" not in page


def test_looking_is_logged_and_fires_nothing(position, interviewer):
    overdue = InvitationFactory(
        position=position, started=True, attempt__closes_at=timezone.now() - timedelta(hours=1)
    )
    AnswerFactory(attempt=overdue.attempt, text=ECHO)
    before = Attempt.objects.filter(pk=overdue.attempt.pk).values().get()

    page = browser_of(interviewer).get(page_of(overdue))

    assert page.context["is_over"]
    assert Attempt.objects.filter(pk=overdue.attempt.pk).values().get() == before
    assert not Submission.objects.exists()
    assert [(one.kind, one.actor) for one in overdue.log.all()] == [(LogKind.VIEWED, interviewer)]


def test_page_costs_the_same_with_one_answer_and_with_three(finished, interviewer):
    def answer():
        one = AnswerFactory(attempt=finished.attempt, text="a")
        SubmissionFactory(answer=one, graded=3)
        SubmissionFactory(answer=one, graded=5)
        ScorecardLineFactory(scorecard__invitation=finished)
        DecisionFactory(invitation=finished)

    answer()
    with_one = query_count(browser_of(interviewer), page_of(finished))
    answer()
    answer()

    assert query_count(browser_of(interviewer), page_of(finished)) == with_one


def test_page_loads_no_whole_input_of_a_large_test_case(finished, interviewer):
    submission = SubmissionFactory(answer__attempt=finished.attempt, graded=10)
    case = submission.answer.question.test_cases.get(code="hidden")
    case.input = "x" * 300_000
    case.save()

    with CaptureQueriesContext(connection) as queries:
        page = browser_of(interviewer).get(page_of(finished))

    columns = [one["sql"].split(" FROM ")[0] for one in queries if TEST_CASES in one["sql"]]
    assert ["SUBSTR(" in one or "LEFT(" in one for one in columns] == [True]
    assert ', "quizzes_testcase"."input"' not in columns[0]
    assert len(page.content) < 200_000


def test_log_tells_saves_in_a_row_as_one(graded, interviewer):
    browser_of(interviewer).get(page_of(graded))
    page = browser_of(interviewer).get(page_of(graded))

    told = [(entry.kind, entry.count) for entry in page.context["log"]]
    assert told[-1] == (LogKind.VIEWED, 2)
    assert (EventKind.SAVED_LATE, 1) in told
    assert EventKind.SUBMITTED in dict(told)


# The saved history


def test_saved_text_shows_what_changed_since_the_one_before(graded, interviewer):
    page = browser_of(interviewer).get(address("revision", graded, 1, 2))

    assert [(line.sign, line.text) for line in page.context["lines"]] == [
        ("-", "print(1)"),
        ("+", "print(input())"),
    ]
    assert (page.context["before"].number, page.context["next_number"]) == (1, 3)


def test_saved_text_of_another_attempt_is_not_found(graded, position, interviewer):
    other = InvitationFactory(position=position, finished=True)

    page = browser_of(interviewer).get(address("revision", other, 1, 2))

    assert page.status_code == 404


# Scoring by hand


def score(person, invitation, submission, points, comment=""):
    prefix = f"score-{submission.pk}"
    return browser_of(person).post(
        address("score", invitation, submission.pk),
        {f"{prefix}-points": points, f"{prefix}-comment": comment},
    )


def test_text_is_scored_and_the_result_is_complete(finished, text_submission, interviewer):
    answer = score(interviewer, finished, text_submission, "7.5", "Clear.")

    grade = text_submission.grades.get()
    assert answer.url == f"{page_of(finished)}#question-1"
    assert (grade.points, grade.comment, grade.graded_by) == (
        Decimal("7.50"),
        "Clear.",
        interviewer,
    )
    finished.attempt.result.refresh_from_db()
    assert (finished.attempt.result.points, finished.attempt.result.is_complete) == (
        Decimal("7.50"),
        True,
    )
    assert EventKind.SCORED in finished.attempt.events.values_list("kind", flat=True)


@pytest.mark.parametrize("points", ["11", "-1", "much", ""])
def test_points_that_make_no_sense_stand_in_the_form_again(
    points, finished, text_submission, interviewer
):
    page = score(interviewer, finished, text_submission, points, "Because.")

    ((_, ((_, form),)),) = page.context["answers"]
    assert page.status_code == 400
    assert form.errors.keys() == {"points"}
    assert form["comment"].value() == "Because."
    assert not text_submission.grades.exists()


def test_correction_keeps_the_grade_before(finished, text_submission, interviewer, reviewer):
    score(interviewer, finished, text_submission, "4")
    score(reviewer, finished, text_submission, "6")

    page = browser_of(interviewer).get(page_of(finished))

    ((answer, _),) = page.context["answers"]
    assert [(grade.points, grade.graded_by) for grade in answer.main.grades] == [
        ("6", "Rui Reviewer"),
        ("4", "Ina Interviewer"),
    ]


# Grading again


def test_grading_again_keeps_the_judgement_before(
    graded, interviewer, django_capture_on_commit_callbacks
):
    submission = Submission.objects.get(answer__attempt=graded.attempt, text=ECHO)
    case = submission.answer.question.test_cases.get(code="hidden")
    case.expected_output = "3\n"  # as if the test case had been wrong
    case.save()

    with django_capture_on_commit_callbacks(execute=True):
        browser_of(interviewer).post(address("regrade", graded, submission.pk))

    assert [grade.verdict for grade in submission.grades.all()] == [
        Verdict.ACCEPTED,
        Verdict.WRONG_ANSWER,
    ]
    page = browser_of(interviewer).get(page_of(graded)).content.decode()
    assert "1 earlier grade" in page


def test_what_could_not_be_graded_is_graded_again(
    finished, interviewer, django_capture_on_commit_callbacks
):
    submission = SubmissionFactory(
        answer__attempt=finished.attempt, answer__text=ECHO, state=SubmissionState.UNGRADED
    )

    with django_capture_on_commit_callbacks(execute=True):
        browser_of(interviewer).post(address("regrade", finished, submission.pk))

    submission.refresh_from_db()
    assert (submission.state, submission.grade.points) == (SubmissionState.GRADED, Decimal(10))


def test_text_is_never_given_to_the_grader(finished, text_submission, interviewer):
    page = browser_of(interviewer).post(address("regrade", finished, text_submission.pk))

    text_submission.refresh_from_db()
    assert page.status_code == 404
    assert text_submission.state == SubmissionState.REVIEW


# Scorecards


def test_scorecard_is_kept_with_a_level_for_each_criterion(finished, interviewer):
    first, second = CriterionFactory.create_batch(2, position=finished.position)

    browser_of(interviewer).post(
        address("scorecard", finished),
        {f"level_{first.pk}": "4", "recommendation": "advance", "comment": "Solid."},
    )

    scorecard = finished.scorecards.get()
    assert (scorecard.reviewer, scorecard.recommendation, scorecard.comment) == (
        interviewer,
        Outcome.ADVANCE,
        "Solid.",
    )
    assert [(line.criterion, line.level) for line in scorecard.lines.all()] == [(first, 4)]
    assert second not in {line.criterion for line in scorecard.lines.all()}


def test_level_beyond_five_is_refused(finished, interviewer):
    criterion = CriterionFactory(position=finished.position)

    page = browser_of(interviewer).post(
        address("scorecard", finished), {f"level_{criterion.pk}": "6", "recommendation": "advance"}
    )

    assert page.status_code == 400
    assert not finished.scorecards.exists()


def test_form_holds_ones_own_scorecard_and_its_words(finished, interviewer):
    line = ScorecardLineFactory(
        scorecard__invitation=finished, scorecard__reviewer=interviewer, level=2
    )

    page = browser_of(interviewer).get(page_of(finished))

    form = page.context["scorecard_form"]
    assert form.initial[f"level_{line.criterion.pk}"] == 2
    assert "2 · A little" in page.content.decode()


def hidden_from(person, invitation):
    seen = browser_of(person).get(page_of(invitation)).context["reviews"]
    return len(seen.scorecards), seen.hidden_count


def test_scorecards_of_others_are_shown_after_ones_own(
    finished, interviewer, reviewer, administrator
):
    ScorecardFactory(invitation=finished, reviewer=reviewer, comment="Brilliant!")

    before = hidden_from(interviewer, finished)
    page_before = browser_of(interviewer).get(page_of(finished)).content.decode()
    ScorecardFactory(invitation=finished, reviewer=interviewer)

    assert before == (0, 1)
    assert "Brilliant!" not in page_before
    assert hidden_from(interviewer, finished) == (2, 0)
    assert hidden_from(administrator, finished) == (2, 0)


def test_scorecard_after_the_decision_is_refused_in_words(finished, interviewer):
    DecisionFactory(invitation=finished)

    page = browser_of(interviewer).post(
        address("scorecard", finished), {"recommendation": "advance"}, follow=True
    )

    assert [str(one) for one in page.context["messages"]] == [
        "A decision was made, so scorecards stay as they are."
    ]
    assert not finished.scorecards.exists()


# Decisions


def decide(person, invitation, **fields):
    return browser_of(person).post(
        address("decide", invitation), {"outcome": "advance", "reason": "Strong.", **fields}
    )


def test_decision_is_asked_once_more_and_then_kept(finished, interviewer):
    asked = decide(interviewer, finished)
    before = finished.decisions.count()
    kept = decide(interviewer, finished, confirmed="yes")

    decision = finished.decisions.get()
    assert "Advance: Cara Candidate?" in asked.content.decode()
    assert before == 0
    assert kept.url == f"{page_of(finished)}#decision"
    assert (decision.outcome, decision.reason, decision.decided_by) == (
        Outcome.ADVANCE,
        "Strong.",
        interviewer,
    )


def test_decision_can_be_changed_before_it_is_kept(finished, interviewer):
    page = decide(interviewer, finished, change="yes")

    assert page.context["decision_form"]["reason"].value() == "Strong."
    assert not finished.decisions.exists()


def test_decision_without_a_reason_stands_in_the_form_again(finished, interviewer):
    page = decide(interviewer, finished, reason="  ", confirmed="yes")

    assert page.status_code == 400
    assert page.context["decision_form"].errors.keys() == {"reason"}
    assert not finished.decisions.exists()


def test_decision_while_the_candidate_works_is_refused_in_words(invitation, interviewer):
    browser = browser_of(interviewer)
    browser.post(
        address("decide", invitation), {"outcome": "reject", "reason": "x", "confirmed": "yes"}
    )

    page = browser.get(page_of(invitation))

    assert "The candidate is still taking the quiz." in page.content.decode()
    assert not invitation.decisions.exists()


def test_change_of_mind_shows_both_decisions(finished, interviewer):
    decide(interviewer, finished, confirmed="yes")
    decide(interviewer, finished, outcome="reject", reason="On reflection.", confirmed="yes")

    page = browser_of(interviewer).get(page_of(finished))

    assert [one.outcome for one in page.context["reviews"].decisions] == ["reject", "advance"]
    assert page.context["reviews"].decision.outcome == "reject"


def test_words_for_the_candidate_are_asked_for_where_they_are_disclosed(finished, interviewer):
    told = {"feedback": "A joy to read.", "confirmed": "yes"}
    decide(interviewer, finished, **told)
    finished.position.tells_feedback = True
    finished.position.save()

    asked = decide(interviewer, finished, feedback="A joy to read.").content.decode()
    decide(interviewer, finished, **told)

    assert 'name="feedback" value="A joy to read."' in asked
    assert list(finished.decisions.values_list("feedback", flat=True)) == ["", "A joy to read."]


@pytest.mark.parametrize("name", ["score", "regrade", "scorecard", "decide"])
def test_links_change_nothing(name, finished, text_submission, interviewer):
    rest = [text_submission.pk] if name in {"score", "regrade"} else []

    assert browser_of(interviewer).get(address(name, finished, *rest)).status_code == 405


def test_somebody_who_never_came_can_be_decided_about(position, interviewer):
    gone = InvitationFactory(
        position=position, sent=True, expires_at=timezone.now() - timedelta(days=1)
    )

    page = browser_of(interviewer).get(page_of(gone))
    decide(interviewer, gone, outcome="reject", reason="Never started.", confirmed="yes")

    assert (page.context["may_decide"], page.context["may_review"]) == (True, False)
    assert gone.decisions.get().reason == "Never started."
