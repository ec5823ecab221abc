from datetime import timedelta

import pytest

from quizzes.domain.answers import Content, save_answer
from quizzes.domain.errors import (
    AnswerConflict,
    AnswerTooLarge,
    AttemptClosed,
    SessionReplaced,
    UnknownChoice,
)
from quizzes.domain.sessions import open_session
from quizzes.models import Answer, Attempt
from quizzes.rules.answers import TEXT_LIMIT_BYTES
from quizzes.rules.saving import SinceLast, Writing
from quizzes.rules.timing import GRACE
from tests.factories import NOON, AttemptFactory, QuestionFactory, QuizFactory

SECOND = timedelta(seconds=1)

pytestmark = pytest.mark.django_db


def attempt_with(kind="coding", **facts):
    quiz = QuizFactory()
    QuestionFactory(quiz=quiz, kind=kind)
    return AttemptFactory(quiz=quiz, closes_at=NOON, **facts)


def kept(attempt):
    """Return (text, whether it came after time) of every save."""
    return [
        (revision.text, revision.is_late)
        for revision in attempt.answers.get().revisions.order_by("number")
    ]


def test_a_save_replaces_the_text_and_keeps_the_one_before():
    attempt = attempt_with()

    save_answer(attempt=attempt, number=1, content=Content("a"), now=NOON - SECOND * 9)
    answer = save_answer(attempt=attempt, number=1, content=Content("b"), now=NOON - SECOND)

    assert (answer.text, answer.language, answer.revision) == ("b", "python", 2)
    assert answer.saved_at == NOON - SECOND
    assert kept(attempt) == [("a", False), ("b", False)]


def test_the_same_text_again_is_not_another_save():
    attempt = attempt_with()

    for _ in range(3):
        save_answer(attempt=attempt, number=1, content=Content("a"), now=NOON - SECOND)

    assert kept(attempt) == [("a", False)]


def test_a_page_that_was_only_looked_at_saves_nothing():
    attempt = attempt_with()

    answer = save_answer(attempt=attempt, number=1, content=Content(" \n"), now=NOON - SECOND)

    assert (answer.revision, kept(attempt)) == (0, [])


def test_text_can_be_deleted_again():
    attempt = attempt_with()

    save_answer(attempt=attempt, number=1, content=Content("a"), now=NOON - SECOND * 2)
    save_answer(attempt=attempt, number=1, content=Content(""), now=NOON - SECOND)

    assert kept(attempt) == [("a", False), ("", False)]


def test_text_saved_within_the_grace_counts():
    attempt = attempt_with()

    answer = save_answer(attempt=attempt, number=1, content=Content("x"), now=NOON + GRACE)

    assert answer.text == "x"


def test_text_saved_after_the_grace_is_kept_but_does_not_count():
    attempt = attempt_with()
    save_answer(attempt=attempt, number=1, content=Content("in time"), now=NOON - SECOND)

    for _ in range(2):
        with pytest.raises(AttemptClosed):
            save_answer(
                attempt=attempt, number=1, content=Content("late"), now=NOON + GRACE + SECOND
            )

    assert attempt.answers.get().text == "in time"
    assert kept(attempt) == [("in time", False), ("late", True)]


def test_text_saved_after_the_candidate_finished_is_kept_but_does_not_count():
    attempt = attempt_with(finished=True)

    with pytest.raises(AttemptClosed):
        save_answer(attempt=attempt, number=1, content=Content("more"), now=NOON - SECOND)

    assert kept(attempt) == [("more", True)]


def test_an_answer_of_256_kilobytes_is_saved_and_one_byte_more_is_refused():
    attempt = attempt_with()
    largest = "x" * TEXT_LIMIT_BYTES

    save_answer(attempt=attempt, number=1, content=Content(largest), now=NOON - SECOND)
    with pytest.raises(AnswerTooLarge):
        save_answer(attempt=attempt, number=1, content=Content(largest + "x"), now=NOON - SECOND)

    assert attempt.answers.get().text == largest


def test_choices_are_kept_in_the_order_shown_whatever_the_order_ticked():
    attempt = attempt_with(kind="multiple_choice")

    answer = save_answer(
        attempt=attempt, number=1, content=Content(choices=["c", "a"]), now=NOON - SECOND
    )

    assert (answer.choices, answer.text) == (["a", "c"], "")


def test_a_choice_that_the_question_does_not_have_is_refused():
    attempt = attempt_with(kind="single_choice")

    with pytest.raises(UnknownChoice):
        save_answer(attempt=attempt, number=1, content=Content(choices=["z"]), now=NOON - SECOND)

    assert kept(attempt) == []


def test_a_question_that_the_attempt_does_not_have_is_refused():
    attempt = attempt_with()

    with pytest.raises(Answer.DoesNotExist):
        save_answer(attempt=attempt, number=2, content=Content("x"), now=NOON - SECOND)


def at(page, sequence):
    return SinceLast(Writing(page, sequence))


def save(attempt, text, *, base=None, page="", sequence=0, session=None, now=NOON - SECOND):
    return save_answer(
        attempt=attempt,
        number=1,
        content=Content(text),
        base_revision=base,
        since_last=at(page, sequence),
        session=session,
        now=now,
    )


def history(attempt):
    """Return (text, whether it was kept aside) of every save."""
    revisions = attempt.answers.get().revisions.order_by("number")
    return list(revisions.values_list("text", "is_set_aside"))


def test_a_save_on_an_older_text_is_kept_aside_and_told_what_stands():
    attempt = attempt_with()
    save(attempt, "from one tab", base=0, page="one", sequence=1)

    with pytest.raises(AnswerConflict) as conflict:
        save(attempt, "from another", base=0, page="two", sequence=1)

    assert conflict.value.answer.text == "from one tab"
    assert attempt.answers.get().text == "from one tab"
    assert history(attempt) == [("from one tab", False), ("from another", True)]


def test_whoever_has_seen_what_stands_may_replace_it():
    attempt = attempt_with()
    save(attempt, "from one tab", base=0, page="one", sequence=1)
    with pytest.raises(AnswerConflict):
        save(attempt, "from another", base=0, page="two", sequence=1)

    answer = save(attempt, "from another", base=1, page="two", sequence=2)

    assert (answer.text, answer.revision) == ("from another", 3)


def test_a_page_whose_answer_was_lost_goes_on_all_the_same():
    attempt = attempt_with()
    save(attempt, "a", base=0, page="one", sequence=1)

    answer = save(attempt, "ab", base=0, page="one", sequence=2)

    assert answer.text == "ab"
    assert history(attempt) == [("a", False), ("ab", False)]


def test_a_save_that_was_overtaken_is_kept_and_replaces_nothing():
    attempt = attempt_with()
    save(attempt, "newer", base=0, page="one", sequence=2)

    answer = save(attempt, "older", base=0, page="one", sequence=1)

    assert answer.text == "newer"
    assert history(attempt) == [("newer", False), ("older", True)]


def test_a_replayed_save_adds_nothing_and_brings_nothing_back():
    attempt = attempt_with()
    for sequence, text in enumerate("abc", start=1):
        save(attempt, text, base=0, page="one", sequence=sequence)

    for sequence, text in enumerate("abc", start=1):
        save(attempt, text, base=0, page="one", sequence=sequence)

    assert attempt.answers.get().text == "c"
    assert history(attempt) == [("a", False), ("b", False), ("c", False)]


def test_a_text_that_was_taken_back_is_not_brought_back_by_a_save_still_on_its_way():
    attempt = attempt_with()
    save(attempt, "a", base=0, page="one", sequence=1)
    save(attempt, "a", base=1, page="one", sequence=3)  # typed more, and took it back

    save(attempt, "a, more", base=1, page="one", sequence=2)

    assert attempt.answers.get().text == "a"


def test_a_browser_that_was_replaced_keeps_its_text_and_changes_nothing():
    attempt = attempt_with()
    older = open_session(attempt=attempt, now=NOON - SECOND * 9)
    save(attempt, "before", base=0, session=older)
    open_session(attempt=attempt, now=NOON - SECOND * 5)

    with pytest.raises(SessionReplaced):
        save(attempt, "after", base=1, session=older)

    assert attempt.answers.get().text == "before"
    assert history(attempt) == [("before", False), ("after", True)]


def test_a_late_save_tells_nothing_of_tabs_it_is_late():
    attempt = attempt_with()
    save(attempt, "in time", base=0, page="one", sequence=1)

    for _ in range(2):
        with pytest.raises(AttemptClosed):
            save(attempt, "late", base=0, page="two", sequence=1, now=NOON + GRACE + SECOND)

    assert kept(attempt) == [("in time", False), ("late", True)]


def test_what_no_database_keeps_becomes_the_replacement_character():
    attempt = attempt_with()
    odd = "NUL \0, half \ud83d, mark \u202e, 👩‍💻 𠮷\r\n"

    answer = save(attempt, odd)

    assert answer.text == "NUL �, half �, mark \u202e, 👩‍💻 𠮷\n"


def test_a_late_save_that_is_sent_again_after_time_was_added_counts():
    attempt = attempt_with()
    with pytest.raises(AttemptClosed):
        save(attempt, "late", base=0, page="one", sequence=1, now=NOON + GRACE + SECOND)
    Attempt.objects.update(closes_at=NOON + 60 * SECOND)

    answer = save(attempt, "late", base=0, page="one", sequence=1, now=NOON + 30 * SECOND)

    assert (answer.text, answer.revision) == ("late", 2)
    assert kept(attempt) == [("late", True), ("late", False)]
