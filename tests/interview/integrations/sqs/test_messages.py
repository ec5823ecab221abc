import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview.integrations.sqs.messages import Message, MessageNotUnderstood

GRADE = "quizzes.domain.grading.grade_submission"
KNOWN = {GRADE}

ids = st.one_of(
    st.integers(),
    st.booleans(),
    st.none(),
    st.from_regex(r"[A-Za-z0-9_.:/-]{1,200}", fullmatch=True),
)
names = st.text(min_size=1, max_size=20)


@given(st.lists(ids), st.dictionaries(names, ids))
def test_what_was_written_is_read_again(args, kwargs):
    message = Message(GRADE, tuple(args), kwargs)

    assert Message.from_body(message.to_body(), known=KNOWN) == message


@pytest.mark.parametrize(
    "value", ["Ada Lovelace", "ada@example.com", "x" * 201, "", 1.5, ["a"], {"a": 1}, b"a"]
)
def test_a_message_holds_no_more_than_ids(value):
    with pytest.raises(ValueError, match="Store it and send its id"):
        Message(GRADE, (value,)).to_body()


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("", "not in our format"),
        ("7", "not in our format"),
        ("[]", "not in our format"),
        ('{"task": "os.abort"}', "not in our format"),
        (Message("os.abort").to_body(), "not in TASK_PATHS"),
        (Message("quizzes.domain.grading.regrade", (1,)).to_body(), "not in TASK_PATHS"),
        (Message(GRADE).to_body().replace("1", "2"), "version 2"),
        (json.dumps({"version": 1, "task": GRADE, "args": "ab", "kwargs": {}}), "none"),
        (json.dumps({"version": 1, "task": GRADE, "args": [{}], "kwargs": {}}), "more than an id"),
        (json.dumps({"version": 1, "task": [GRADE], "args": [], "kwargs": {}}), "TASK_PATHS"),
    ],
)
def test_a_message_of_somebody_else_is_refused(body, problem):
    with pytest.raises(MessageNotUnderstood, match=problem):
        Message.from_body(body, known=KNOWN)
