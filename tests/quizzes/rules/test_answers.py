import pytest

from quizzes.choices import AnswerState, SubmissionState
from quizzes.domain.answers import Content
from quizzes.rules import answers


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("a\r\nb\r\n", "a\nb\n"),
        ("a\rb", "a\nb"),
        ("a\n\nb  ", "a\n\nb  "),
        ("\tprint('中文 𠮷')", "\tprint('中文 𠮷')"),
        ("a\0b", "a\N{REPLACEMENT CHARACTER}b"),
    ],
)
def test_text_is_kept_with_line_feeds_and_without_nul(sent, kept):
    assert answers.normalised(sent) == kept


def test_the_limit_is_counted_in_bytes():
    at_the_limit = "中" * (answers.TEXT_LIMIT_BYTES // 3)

    assert not answers.is_too_large(at_the_limit)
    assert answers.is_too_large(at_the_limit + "中")


def test_a_trailing_space_makes_another_answer():
    assert not answers.same_content(Content(text="a"), Content(text="a "))
    assert answers.same_content(Content(choices=["a"]), Content(choices=["a"]))


def test_white_space_alone_is_blank_and_a_choice_is_not():
    assert answers.is_blank(Content(text=" \n"))
    assert not answers.is_blank(Content(choices=["a"]))


@pytest.mark.parametrize(
    ("is_answered", "is_changed_since", "states", "expected"),
    [
        (False, False, [], AnswerState.UNANSWERED),
        (True, True, [], AnswerState.SAVED),
        (True, True, [SubmissionState.GRADED], AnswerState.SAVED),
        (True, False, [SubmissionState.GRADED, SubmissionState.QUEUED], AnswerState.GRADING),
        (True, False, [SubmissionState.GRADING], AnswerState.GRADING),
        (True, False, [SubmissionState.UNGRADED], AnswerState.UNGRADED),
        (True, False, [SubmissionState.GRADED], AnswerState.SUBMITTED),
        (True, False, [SubmissionState.REVIEW], AnswerState.SUBMITTED),
    ],
)
def test_how_far_an_answer_has_come(is_answered, is_changed_since, states, expected):
    state = answers.answer_state(
        is_answered=is_answered, is_changed_since=is_changed_since, submission_states=states
    )

    assert state == expected
