"""The page of one question and its buttons, with and without a script."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from quizzes.models import AnswerRevision, Submission
from quizzes.rules.answers import TEXT_LIMIT_BYTES
from tests.cast import browser_of
from tests.factories import ECHO, QuestionFactory, TestCaseFactory
from tests.old_judgements import as_of_version_1

pytestmark = pytest.mark.django_db

WITH_SCRIPT = {"HTTP_ACCEPT": "application/json"}
PART = {"HTTP_X_PARTIAL": "1"}


@pytest.fixture
def asked(position):
    """Four questions of four kinds in the position's quiz."""
    quiz = position.quiz
    coding = QuestionFactory(quiz=quiz, kind="coding", starter_code="# start here\n")
    version = coding.versions.get()
    TestCaseFactory(version=version, code="secret-edge", input="planted input", weight=5)
    QuestionFactory(quiz=quiz, kind="single_choice", guide="planted guide")
    QuestionFactory(quiz=quiz, kind="multiple_choice")
    QuestionFactory(quiz=quiz, kind="text")
    return quiz


@pytest.fixture
def attempt(asked, invitation):
    return invitation.attempt


@pytest.fixture
def tab(attempt, candidate):
    return browser_of(candidate)


def address(attempt, number, verb=""):
    return f"/attempt/{attempt.code}/{number}/" + (f"{verb}/" if verb else "")


def close(attempt, ago=timedelta(minutes=1)):
    attempt.started_at = timezone.now() - timedelta(hours=1)
    attempt.closes_at = timezone.now() - ago
    attempt.save()


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_each_kind_of_question_has_its_page(tab, attempt, number):
    assert tab.get(address(attempt, number)).status_code == 200


def test_a_page_shows_nothing_hidden(tab, attempt):
    pages = "".join(tab.get(address(attempt, n)).content.decode() for n in (1, 2, 3, 4))

    assert "# start here" in pages
    assert "planted" not in pages
    assert "secret-edge" not in pages


def test_saving_with_a_script_tells_the_revision_and_the_time_left(tab, attempt):
    response = tab.post(address(attempt, 4, "save"), {"text": "a\r\nb"}, **WITH_SCRIPT)

    told = response.json()
    assert (told["state"], told["revision"]) == ("saved", 1)
    assert 0 < told["remaining_ms"] <= 30 * 60 * 1000
    assert attempt.answers.get(number=4).text == "a\nb"


def test_saving_without_a_script_leads_back_to_the_question(tab, attempt):
    response = tab.post(address(attempt, 2, "save"), {"choice": "b"})

    assert (response.status_code, response.url) == (302, address(attempt, 2))
    assert attempt.answers.get(number=2).choices == ["b"]


def test_run_shows_samples_and_own_input_and_submits_nothing(tab, attempt):
    response = tab.post(address(attempt, 1, "run"), {"text": ECHO, "own_input": "ünïcödé"}, **PART)

    page = response.content.decode()
    assert response.status_code == 200
    assert "ünïcödé" in page
    assert "<html" not in page
    assert not Submission.objects.exists()


def test_run_without_a_script_shows_the_whole_page(tab, attempt):
    page = tab.post(address(attempt, 1, "run"), {"text": "print(1/0)"}).content.decode()

    assert "<html" in page
    assert "ZeroDivisionError" in page


def test_submit_grades_and_shows_the_samples_only(tab, attempt, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        tab.post(address(attempt, 1, "submit"), {"text": ECHO}, **PART)

    part = tab.get(address(attempt, 1, "submissions")).content.decode()
    assert Submission.objects.get().grade.verdict == "accepted"
    assert "data-pending" not in part
    assert "sample" in part
    assert "secret-edge" not in part
    assert "planted" not in part


def test_verdicts_of_hidden_tests_are_shown_without_their_names_if_the_quiz_discloses_them(
    tab, attempt, django_capture_on_commit_callbacks
):
    attempt.disclosure = "verdicts"
    attempt.save()

    with django_capture_on_commit_callbacks(execute=True):
        tab.post(address(attempt, 1, "submit"), {"text": "print(1)"}, **PART)

    part = tab.get(address(attempt, 1, "submissions")).content.decode()
    assert "Hidden test 2" in part
    assert "secret-edge" not in part


def test_a_grade_from_the_first_version_of_the_protocol_is_shown_as_before(
    tab, attempt, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        tab.post(address(attempt, 1, "submit"), {"text": ECHO}, **PART)
    today = tab.get(address(attempt, 1, "submissions")).content.decode()
    grade = Submission.objects.get().grade
    grade.judgement = as_of_version_1(grade.judgement)
    grade.save()

    part = tab.get(address(attempt, 1, "submissions")).content.decode()

    assert part == today
    assert "sample" in part


def test_a_double_click_makes_one_submission(tab, attempt):
    for _ in range(2):
        tab.post(address(attempt, 4, "submit"), {"text": "once"})

    assert Submission.objects.count() == 1


def test_an_answer_over_the_limit_is_refused_with_the_limit_and_stands_in_the_box(tab, attempt):
    tab.post(address(attempt, 4, "save"), {"text": "before"})
    too_long = "x" * (TEXT_LIMIT_BYTES + 1)

    with_script = tab.post(address(attempt, 4, "save"), {"text": too_long}, **WITH_SCRIPT)
    without = tab.post(address(attempt, 4, "save"), {"text": too_long})

    assert (with_script.status_code, with_script.json()["state"]) == (413, "refused")
    assert "256 KB" in with_script.json()["message"]
    assert without.status_code == 413
    assert "256 KB" in without.content.decode()
    assert too_long in without.content.decode()
    assert attempt.answers.get(number=4).text == "before"


def test_ten_megabytes_are_refused_with_the_limit_too(tab, attempt):
    response = tab.post(address(attempt, 4, "save"), {"text": "x" * 10_000_000}, **WITH_SCRIPT)

    assert response.status_code == 413
    assert "256 KB" in response.json()["message"]


def test_a_late_save_is_refused_and_kept(tab, attempt):
    close(attempt)

    response = tab.post(address(attempt, 4, "save"), {"text": "too late"}, **WITH_SCRIPT)

    assert (response.status_code, response.json()["state"]) == (409, "closed")
    assert [(one.text, one.is_late) for one in AnswerRevision.objects.all()] == [("too late", True)]
    attempt.refresh_from_db()
    assert (attempt.finish_reason, attempt.finished_at) == ("expired", attempt.closes_at)


def test_a_forged_end_of_time_leaves_the_attempt_open(tab, attempt):
    tab.post(
        address(attempt, 4, "save"), {"text": "still here", "remaining_ms": "0", "state": "closed"}
    )

    attempt.refresh_from_db()
    assert attempt.is_open(timezone.now())


def test_looking_at_a_question_after_time_writes_nothing(tab, attempt):
    close(attempt)

    response = tab.get(address(attempt, 1), follow=True)

    attempt.refresh_from_db()
    assert "time" in response.content.decode()
    assert attempt.finished_at is None


def test_somebody_else_s_attempt_is_not_found(
    attempt, other_invitation, other_candidate, interviewer, client
):
    strangers = (client, browser_of(other_candidate), browser_of(interviewer))

    for stranger in strangers:
        assert stranger.get(f"/attempt/{attempt.code}/").status_code == 404
        assert stranger.get(address(attempt, 1)).status_code == 404
        assert stranger.post(address(attempt, 1, "save"), {"text": "mine"}).status_code == 404
        assert stranger.post(address(attempt, 1, "submit"), {"text": "mine"}).status_code == 404
        assert stranger.post(f"/attempt/{attempt.code}/finish/").status_code == 404
    assert not AnswerRevision.objects.exists()


def test_a_question_that_is_not_there_is_not_found(tab, attempt):
    assert tab.get(address(attempt, 9)).status_code == 404
    assert tab.post(address(attempt, 9, "save"), {"text": "x"}).status_code == 404


def test_a_choice_that_is_not_there_is_refused(tab, attempt):
    response = tab.post(address(attempt, 2, "save"), {"choice": "zzz"}, **WITH_SCRIPT)

    assert (response.status_code, response.json()["state"]) == (400, "refused")


def test_a_fault_of_the_grader_is_not_shown_as_the_candidate_s(tab, attempt, settings):
    settings.GRADER = "lambda"

    page = tab.post(address(attempt, 1, "run"), {"text": ECHO}, **PART).content.decode()

    assert "your answer is safe" in page.lower()
    assert "Wrong answer" not in page


def test_the_clock_is_the_server_s(tab, attempt):
    told = json.loads(tab.get(f"/attempt/{attempt.code}/clock/").content)
    close(attempt)
    after = json.loads(tab.get(f"/attempt/{attempt.code}/clock/").content)

    assert told["state"] == "open"
    assert (after["state"], after["remaining_ms"]) == ("closed", 0)


def test_finishing_lists_the_unanswered_questions_first_and_ends_the_attempt(tab, attempt):
    tab.post(address(attempt, 4, "save"), {"text": "typed, never submitted"})

    asked = tab.get(f"/attempt/{attempt.code}/finish/").context
    finished = tab.post(f"/attempt/{attempt.code}/finish/", follow=True)

    assert [one.number for one in asked["unanswered"]] == [1, 2, 3]
    assert [one.number for one in asked["answered"]] == [4]
    assert finished.status_code == 200
    assert [one.text for one in Submission.objects.all()] == ["typed, never submitted"]
    assert tab.get(address(attempt, 1)).status_code == 302


def test_pages_and_saves_take_few_queries(tab, attempt, django_assert_max_num_queries):
    with django_assert_max_num_queries(10):
        tab.get(address(attempt, 1))
    with django_assert_max_num_queries(12):
        tab.post(address(attempt, 4, "save"), {"text": "x"}, **WITH_SCRIPT)
