"""The page of one question and its buttons, with and without a script."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from quizzes.models import AnswerRevision, Submission
from quizzes.rules.answers import TEXT_LIMIT_BYTES
from tests.cast import browser_of
from tests.factories import ECHO, InvitationFactory, QuestionFactory, TestCaseFactory
from tests.old_judgements import as_of_version_1
from tests.queries import asked_of_database

pytestmark = pytest.mark.django_db

WITH_SCRIPT = {"HTTP_ACCEPT": "application/json"}
PART = {"HTTP_X_PARTIAL": "1"}


@pytest.fixture
def asked(position):
    """Four questions of four kinds in the position's quiz."""
    quiz = position.quiz
    coding = QuestionFactory(quiz=quiz, kind="coding", starter_codes={"python": "# start here\n"})
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


def own_test(code, *, given="", expected="", name=""):
    return {"test_code": code, "test_name": name, "test_input": given, "test_expected": expected}


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


def test_run_shows_samples_and_own_tests_and_submits_nothing(tab, attempt):
    response = tab.post(
        address(attempt, 1, "run"), {"text": ECHO, **own_test("a", given="ünïcödé")}, **PART
    )

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


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("more_questions", [0, 20])
def test_a_page_takes_six_queries_and_a_save_four_whatever_the_number_of_questions(
    asked, position, candidate, more_questions
):
    for _ in range(more_questions):
        QuestionFactory(quiz=asked, kind="text")
    attempt = InvitationFactory(position=position, candidate=candidate, started=True).attempt
    tab = browser_of(candidate)
    for number, answer in ((1, {"text": ECHO}), (2, {"choice": "a"}), (4, {"text": "words"})):
        tab.post(address(attempt, number, "submit"), answer, **PART)

    pages = {
        number: asked_of_database(tab.get, address(attempt, number)) for number in (1, 2, 3, 4)
    }
    saves = [
        asked_of_database(
            tab.post,
            address(attempt, 4, "save"),
            {"text": f"more {sequence}", "revision": 1, "page": "one", "sequence": sequence},
            **WITH_SCRIPT,
        )
        for sequence in (1, 2)
    ]

    assert {number: len(queries) for number, queries in pages.items() if len(queries) > 6} == {}
    assert [len(queries) for queries in saves] == [4, 4], saves


def test_a_save_from_another_tab_is_answered_with_what_stands(tab, attempt):
    tab.post(address(attempt, 4, "save"), {"text": "first", "revision": 0}, **WITH_SCRIPT)

    response = tab.post(
        address(attempt, 4, "save"), {"text": "second", "revision": 0}, **WITH_SCRIPT
    )

    told = response.json()
    assert (response.status_code, told["state"], told["revision"]) == (409, "conflict", 1)
    assert told["fields"] == [["text", "first"]]
    assert [one.text for one in AnswerRevision.objects.all()] == ["first", "second"]


def test_without_a_script_both_texts_are_shown_and_the_next_press_keeps_one_s_own(tab, attempt):
    tab.post(address(attempt, 4, "save"), {"text": "from one tab", "revision": 0})

    page = tab.post(address(attempt, 4, "save"), {"text": "from another", "revision": 0})
    shown = page.content.decode()
    tab.post(address(attempt, 4, "save"), {"text": "from another", "revision": 1})

    assert page.status_code == 409
    assert "from one tab" in shown
    assert "from another</textarea>" in shown
    assert 'name="revision" value="1"' in shown
    assert attempt.answers.get(number=4).text == "from another"


def test_the_older_browser_may_only_read_and_can_take_over_again(tab, attempt, candidate):
    tab.post(address(attempt, 4, "save"), {"text": "on the laptop", "revision": 0})
    phone = browser_of(candidate)
    phone.post(address(attempt, 4, "save"), {"text": "on the phone", "revision": 1})

    refused = tab.post(
        address(attempt, 4, "save"), {"text": "laptop again", "revision": 1}, **WITH_SCRIPT
    )
    to_read = tab.get(address(attempt, 4)).content.decode()
    tab.post(address(attempt, 4, "take-over"))
    taken = tab.post(
        address(attempt, 4, "save"), {"text": "laptop again", "revision": 2}, **WITH_SCRIPT
    )
    phone_refused = phone.post(address(attempt, 4, "submit"), {"text": "x", "revision": 2}, **PART)

    assert (refused.status_code, refused.json()["state"]) == (409, "replaced")
    assert "<textarea" not in to_read
    assert "on the phone" in to_read
    assert taken.json()["state"] == "saved"
    assert (phone_refused.status_code, phone_refused.json()["state"]) == (409, "replaced")
    assert attempt.answers.get(number=4).text == "laptop again"
    browsers = attempt.events.filter(kind="browser").values_list("details__browser", flat=True)
    assert list(browsers) == [1, 2, 1]


def test_the_clock_tells_the_older_browser_that_it_may_only_read(tab, attempt, candidate):
    clock = f"/attempt/{attempt.code}/clock/"
    before = tab.get(clock).json()["may_write"]

    phone = browser_of(candidate)

    told = [browser.get(clock).json()["may_write"] for browser in (tab, phone)]
    assert (before, told) == (True, [False, True])


def test_going_on_here_leads_to_the_list_where_no_section_was_begun(tab, attempt, candidate):
    browser_of(candidate)

    response = tab.post(address(attempt, 0, "take-over"))

    assert response.headers["Location"] == f"/attempt/{attempt.code}/"


def test_the_older_browser_cannot_finish(tab, attempt, candidate):
    browser_of(candidate)

    response = tab.post(f"/attempt/{attempt.code}/finish/")

    attempt.refresh_from_db()
    assert response.status_code == 409
    assert "Go on here" in response.content.decode()
    assert attempt.finished_at is None


def test_a_lost_cookie_is_told_plainly_and_says_nothing_of_the_attempt(client, tab, attempt):
    known = client.get(f"/attempt/{attempt.code}/")
    unknown = client.get("/attempt/nobody-knows-this/")
    saved = client.post(address(attempt, 4, "save"), {"text": "kept here"}, **WITH_SCRIPT)

    assert known.status_code == unknown.status_code == 404
    assert "Open your link again" in known.content.decode()
    assert attempt.title not in known.content.decode()
    assert (saved.status_code, saved.json()["state"]) == (404, "locked_out")
    assert not AnswerRevision.objects.exists()


def test_what_happened_since_the_last_save_is_kept_with_the_revision(tab, attempt):
    observed = {"pastes": [{"characters": 812, "from": "outside", "save": 1}]}

    tab.post(
        address(attempt, 4, "save"),
        {
            "text": "x",
            "revision": 0,
            "page": "one",
            "sequence": 1,
            "since_last": json.dumps(observed),
        },
        **WITH_SCRIPT,
    )

    revision = AnswerRevision.objects.get()
    assert revision.since_last == {"pastes": [{"characters": 812, "from": "outside"}]}
    assert (revision.page, revision.sequence, revision.session.number) == ("one", 1, 1)
