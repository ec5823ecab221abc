"""The question page as a place to work, by forms, as without a script."""

from datetime import timedelta

import pytest
from django.utils import timezone

from quizzes.models import AnswerRevision, Submission
from quizzes.rules.own_tests import MOST_TESTS, TEST_LIMIT_BYTES
from tests.cast import browser_of
from tests.factories import ECHO, InvitationFactory, QuestionFactory, SubmissionFactory

pytestmark = pytest.mark.django_db

PART = {"HTTP_X_PARTIAL": "1"}
STARTERS = {"python": "# python\n", "cpp": "// cpp\n"}


@pytest.fixture
def attempt(position, candidate):
    QuestionFactory(quiz=position.quiz, kind="coding", starter_codes=STARTERS)
    QuestionFactory(quiz=position.quiz, kind="text")
    return InvitationFactory(position=position, candidate=candidate, started=True).attempt


@pytest.fixture
def tab(attempt, candidate):
    return browser_of(candidate)


@pytest.fixture
def answer(attempt):
    return attempt.answers.get(number=1)


def address(attempt, verb="", number=1):
    return f"/attempt/{attempt.code}/{number}/" + (f"{verb}/" if verb else "")


def box(tab, attempt):
    """Return what stands in the box, and in which language."""
    question = tab.get(address(attempt)).context["question"]
    return question.text, question.language.code


def own_test(code, *, given="", expected="", name=""):
    return {"test_code": code, "test_name": name, "test_input": given, "test_expected": expected}


# Languages


def test_a_question_is_shown_in_its_first_language_with_its_starter_code(tab, attempt):
    assert box(tab, attempt) == ("# python\n", "python")


def test_versions_and_commands_are_the_grader_s_own(tab, attempt):
    languages = tab.get(address(attempt)).context["question"].languages

    assert [one.label for one in languages][:1] == ["Python 3"]
    assert "CPython 3." in languages[0].version


def test_each_language_keeps_its_text(tab, attempt):
    go_over = {"text_language": "python", "language": "cpp", "text": "print(1)"}
    tab.post(address(attempt, "language"), go_over)
    in_cpp = box(tab, attempt)
    go_back = {"text_language": "cpp", "language": "python", "text": "int main() {}"}
    tab.post(address(attempt, "language"), {**go_back, "revision": 2})
    in_python = box(tab, attempt)
    go_over_again = {"text_language": "python", "language": "cpp", "text": "print(1)"}
    tab.post(address(attempt, "language"), {**go_over_again, "revision": 4})

    assert in_cpp == ("// cpp\n", "cpp")
    assert in_python == ("print(1)", "python")
    assert box(tab, attempt) == ("int main() {}", "cpp")


def test_the_language_is_remembered_even_where_nothing_was_typed(tab, attempt, answer):
    answer.question.starter_codes = {"python": "", "cpp": ""}
    answer.question.save()

    tab.post(
        address(attempt, "language"), {"text_language": "python", "language": "cpp", "text": ""}
    )

    assert box(tab, attempt) == ("", "cpp")


def test_a_language_that_the_question_does_not_have_is_refused_in_words(tab, attempt):
    response = tab.post(address(attempt, "save"), {"text": "fn main() {}", "language": "rust"})

    assert response.status_code == 400
    assert "cannot be answered in that language" in response.content.decode()
    assert "fn main() {}" in response.content.decode()
    assert not AnswerRevision.objects.exists()


# Starting over


def test_starting_over_offers_the_text_from_before_and_brings_it_back(tab, attempt):
    page = tab.post(address(attempt, "start-over"), {"text": "all wrong"}, follow=True)
    over = box(tab, attempt)
    tab.post(
        address(attempt, "bring-back"),
        {"text": over[0], "revision": 2, "before": page.context["before"]},
    )

    assert over == ("# python\n", "python")
    assert "Bring my text back" in page.content.decode()
    assert box(tab, attempt) == ("all wrong", "python")
    texts = AnswerRevision.objects.order_by("number").values_list("text", flat=True)
    assert list(texts) == ["all wrong", "# python\n", "all wrong"]


def test_a_text_that_never_was_cannot_be_brought_back(tab, attempt):
    response = tab.post(address(attempt, "bring-back"), {"text": "x", "before": "77"})

    assert response.status_code == 404


def test_there_is_no_starting_over_where_no_code_is_asked_for(tab, attempt):
    response = tab.post(address(attempt, "start-over", number=2), {"text": "my words"})

    assert response.status_code == 404
    assert attempt.answers.get(number=2).text == "my words"


# Tests of one's own


def test_own_tests_are_kept_named_run_and_compared(tab, attempt, answer):
    part = tab.post(
        address(attempt, "run"),
        {"text": ECHO, **own_test("a", name="Two", given="2\n", expected="3\n")},
        **PART,
    ).content.decode()

    answer.refresh_from_db()
    assert [one["name"] for one in answer.own_tests] == ["Two"]
    assert "Wrong answer" in part
    assert "The first difference is in line 1, at character 1." in part
    assert 'value="Two"' in tab.get(address(attempt)).content.decode()


def test_an_own_test_is_deleted_by_its_button_and_the_others_stay(tab, attempt, answer):
    tab.post(address(attempt, "tests"), {"text": "", **own_test("a", given="1")})
    tab.post(address(attempt, "tests"), {"text": "", **own_test("b", given="2")})

    tab.post(
        address(attempt, "tests"), {"text": "", "delete_test": "a", **own_test("a", given="1")}
    )

    answer.refresh_from_db()
    assert [one["code"] for one in answer.own_tests] == ["b"]


@pytest.mark.parametrize(
    ("posted", "status", "words"),
    [
        (own_test("a", given="x" * (TEST_LIMIT_BYTES + 1)), 413, "64 KB"),
        (
            {
                name: [f"{name}{number}" for number in range(MOST_TESTS + 1)]
                for name in ("test_code", "test_name", "test_input", "test_expected")
            },
            400,
            "10 tests of your own",
        ),
    ],
)
def test_tests_beyond_the_limits_are_refused_in_words_and_stand_there_again(
    tab, attempt, posted, status, words
):
    response = tab.post(address(attempt, "run"), {"text": ECHO, **posted})

    answer = attempt.answers.get(number=1)
    assert (response.status_code, answer.own_tests, answer.text) == (status, [], ECHO)
    assert words in response.content.decode()
    first = posted["test_input"]
    assert (first if isinstance(first, str) else first[0]) in response.content.decode()


# Limits


def pressed(answer, *minutes_ago):
    for number, minutes in enumerate(minutes_ago, start=1):
        SubmissionFactory(
            answer=answer,
            number=number,
            text=f"{number}",
            submitted_at=timezone.now() - timedelta(minutes=minutes),
        )


def test_limits_are_stated_before_they_bite(tab, attempt):
    page = tab.get(address(attempt)).content.decode()

    assert "You can run 30 times in 5 minutes." in page
    assert "You can submit 10 times in 10 minutes." in page
    assert "more time now" not in page


def test_what_is_left_is_said_once_it_is_few(tab, attempt, answer):
    pressed(answer, *[5] * 9)
    answer.runs_at = [timezone.now().timestamp()] * 27
    answer.save()

    page = tab.get(address(attempt)).content.decode()

    assert "You can run 3 more times now." in page
    assert "You can submit 1 more time now." in page


def test_the_run_beyond_the_limit_is_refused_in_words_and_the_answer_saved(tab, attempt, answer):
    answer.runs_at = [timezone.now().timestamp()] * 30
    answer.save()

    response = tab.post(address(attempt, "run"), {"text": ECHO}, **PART)

    answer.refresh_from_db()
    assert response.status_code == 429
    assert "It works again in 5 minutes." in response.json()["message"]
    assert answer.text == ECHO


def test_the_submission_beyond_the_limit_is_refused_in_words(tab, attempt, answer):
    pressed(answer, *[5] * 10)

    response = tab.post(address(attempt, "submit"), {"text": ECHO}, **PART)

    assert response.status_code == 429
    assert "counts at the end even if you do not submit it" in response.json()["message"]
    assert Submission.objects.count() == 10


def test_the_same_text_sent_twice_is_no_submission_more(tab, attempt, answer):
    pressed(answer, *[5] * 10)

    response = tab.post(address(attempt, "submit"), {"text": "10"}, **PART)

    assert response.status_code == 200


# The queue


def waiting(answer, text="x", *, ago=10, sent=True, **fields):
    at = timezone.now() - timedelta(seconds=ago)
    return SubmissionFactory(
        answer=answer,
        text=text,
        state="queued",
        state_at=at,
        sent_at=at if sent else None,
        **fields,
    )


@pytest.mark.parametrize(
    ("earlier", "words"),
    [
        (0, "It is next to be graded."),
        (1, "About 1 answer is graded before it."),
        (2, "About 2 answers are graded before it."),
    ],
)
def test_the_place_in_the_queue_is_told(tab, attempt, answer, earlier, words):
    for number in range(earlier):
        waiting(SubmissionFactory(state="graded").answer, ago=20 + number, number=2)
    waiting(SubmissionFactory(state="graded").answer, ago=5, number=2)
    waiting(answer, ago=10, number=1)

    assert words in tab.get(address(attempt, "submissions")).content.decode()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"sent": False}, "we cannot say how many are before it"),
        ({"ago": 600}, "This takes longer than usual"),
    ],
)
def test_what_we_do_not_know_of_the_queue_we_say(tab, attempt, answer, fields, words):
    waiting(answer, number=1, **fields)

    assert words in tab.get(address(attempt, "submissions")).content.decode()
