"""How the proof turns problems in HumanEval's format into questions; the problems are our own."""

import gzip
import json

import pytest

from benchmarks._humaneval_questions import read_questions, type_of
from grading.protocol import Function, Parameter, TestCase

SPLIT = {
    "task_id": "Ours/0",
    "prompt": "def split(numbers, at):\n    '''Split in two.'''\n",
    "entry_point": "split",
    "canonical_solution": (
        "    print('noise')\n    right = [numbers.pop() for _ in range(at)]\n"
        "    return tuple(numbers), right[::-1]\n"
    ),
    "test": (
        "def check(candidate):\n"
        "    assert candidate([1, 2, 3], 1) == ((1, 2), [3])\n"
        "    assert candidate([1, 2, 3], 1) == ((1, 2), [3])\n"
        "    assert candidate([], 0) == ((), [])\n"
    ),
}
LOOK_UP = {
    "task_id": "Ours/1",
    "prompt": "def look_up(items, key):\n",
    "entry_point": "look_up",
    "canonical_solution": (
        "    if isinstance(items, (tuple, list)):\n        return type(items).__name__ + key\n"
        "    return items[key] if items else None\n"
    ),
    "test": (
        "def check(candidate):\n"
        "    assert candidate({'a': 1.5}, 'a') == 1.5\n"
        "    assert candidate({}, '') is None\n"
        "    assert candidate({1: 2.5}, 1) == 2.5\n"
        "    assert candidate({'a': {3}}, 'a') == {3}\n"
        "    assert candidate((), 's') == 'tuples'\n"
        "    assert candidate({'a': (3,)}, 'a')[0] == 3\n"
    ),
}


@pytest.fixture
def clone(tmp_path):
    """A folder like a clone of the repository."""
    (tmp_path / "data").mkdir()
    lines = "".join(json.dumps(problem) + "\n" for problem in (SPLIT, LOOK_UP))
    (tmp_path / "data" / "HumanEval.jsonl.gz").write_bytes(gzip.compress(lines.encode()))
    return tmp_path


def test_each_different_call_is_a_test_case_with_the_arguments_as_they_came(clone):
    question = read_questions(clone)[0]

    assert (question.code, question.left_out, question.is_typed) == ("Ours/0", [], True)
    assert question.function == Function(
        "split", (Parameter("numbers", "list<int>"), Parameter("at", "int")), "list<list<int>>"
    )
    assert question.test_cases == (
        TestCase("1", b"[[1, 2, 3], 1]", b"[[1, 2], [3]]"),
        TestCase("2", b"[[], 0]", b"[[], []]"),
    )
    assert question.stub == SPLIT["prompt"] + "    pass\n"


def test_what_json_cannot_carry_is_left_out_and_said(clone):
    question = read_questions(clone)[1]

    assert question.function == Function(
        "look_up", (Parameter("items", "map<any>"), Parameter("key", "string")), "any"
    )
    assert [test_case.code for test_case in question.test_cases] == ["1", "2", "3"]
    assert question.left_out == [
        "a dictionary with the key 1",
        "a set",
        "arguments that JSON changes, and the result with them",
    ]


@pytest.mark.parametrize(
    ("values", "type_"),
    [
        ([1, 2], "int"),
        ([1, 2.0], "any"),
        ([1, True], "any"),
        ([2**63], "any"),
        ([None, ""], "optional<string>"),
        ([None], "any"),
        ([[], [1], [None]], "list<optional<int>>"),
        ([[], []], "list<any>"),
        ([{"a": [1.5]}, {}], "map<list<float>>"),
        ([[], {}], "any"),
    ],
)
def test_the_type_is_the_narrowest_that_fits_all_values(values, type_):
    assert str(type_of(values)) == type_
