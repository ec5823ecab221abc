import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading.checkers import CheckerFault, Finding, check
from grading.protocol import Checker

JSON = Checker(name="json")
CLOSE = Checker(name="json", float_absolute_tolerance=0.01)
RELATIVE = Checker(name="json", float_relative_tolerance=0.01)

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=12,
)
TEXTS = st.binary(max_size=30) | st.text('[]{},:"01.e-tfn\\u ', max_size=20).map(str.encode)


def is_accepted(checker, expected, output):
    return check(checker, expected=expected.encode(), output=output.encode()).accepted


@pytest.mark.parametrize(
    ("expected", "output"),
    [
        ("[1, 2]", "[1,2]\n"),
        ('{"a": 1, "b": [2]}', '{"b":[2],"a":1}'),
        ("1", "1.0"),
        ("1", "10e-1"),
        ("-0.0", "0"),
        ('"\u00e5"', r'"\u00e5"'),
        (r'"\ud83d\ude00"', '"\U0001f600"'),
        (r'"\ud800"', r' "\ud800"'),
        (f"{2**63}", f" {2**63}"),
        ("9" * 5_000, " " + "9" * 5_000),
        ("1e400", " 1e400"),
        ("NaN", "NaN"),
        ("[" * 100_000 + "]" * 100_000, "[" * 100_000 + "]" * 100_000 + "\n"),
    ],
)
def test_the_same_value_in_another_spelling_is_accepted(expected, output):
    assert check(JSON, expected=expected.encode(), output=output.encode()) == Finding(
        accepted=True, reason="The value is the expected one."
    )


@pytest.mark.parametrize(
    ("expected", "output", "reason"),
    [
        ("1", "", "there is no value: the function never returned"),
        ("1", " \n", "there is no value: the function never returned"),
        ("1", "2", "expected 1, got 2"),
        ("1", "true", "expected 1, got true"),
        ("0", "false", "expected 0, got false"),
        ("0", "null", "expected 0, got null"),
        ("1", '"1"', 'expected 1, got "1"'),
        ("[1]", "1", "expected a list of 1, got 1"),
        ("[]", "{}", "expected a list of 0, got an object of 0"),
        ("[1, true]", "[1, 1]", "at [1]: expected true, got 1"),
        ("[1, 1]", "[1, true]", "at [1]: expected 1, got true"),
        ("[1, 2]", "[1]", "expected a list of 2, got a list of 1"),
        ('{"a": 1}', "{}", 'the key "a" is missing'),
        ("{}", '{"a": 1}', 'the key "a" should not be there'),
        ('[{"a": [1, 2]}]', '[{"a": [1, 3]}]', 'at [0]["a"][1]: expected 2, got 3'),
        ("[[1, 2], [3]]", "[[1, 2], [4]]", "at [1][0]: expected 3, got 4"),
        (f"{2**53 + 1}", f"{2**53}.0", f"expected {2**53 + 1}, got {float(2**53)}"),
        ("1", "NaN", "the value holds NaN, which is no JSON"),
        ("1", "[-Infinity]", "the value holds -Infinity, which is no JSON"),
        ("1", "1e400", "expected 1, got 1e400"),
        ("1e400", "1e401", "expected 1e400, got 1e401"),
        ("1", "9" * 5_000, f"expected 1, got {'9' * 40}..."),
        ("1", "-" + "9" * 5_000, f"expected 1, got -{'9' * 39}..."),
        ("1", "1 2", "the value is not JSON: Extra data (character 3)"),
        ("1", "\ufeff1", None),
        ("1", "\0", "the value is not JSON: Expecting value (character 1)"),
        ("1", "[" * 100_000, "the value is nested too deeply"),
        ("1", "[" * 100_000 + "]" * 100_000, "the value is nested too deeply"),
        ("1", '{"a":' * 100_000, "the value is nested too deeply"),
        ('{"a": 1}', '{"a": 1, "a": 1}', 'the value has the key "a" twice in one object'),
        ('"a"', '"' + "b" * 100 + '"', f'expected "a", got "{"b" * 39}...'),
        (r'"a"', r'"\ud800"', r'expected "a", got "\ud800"'),
    ],
)
def test_first_difference_is_told_with_its_place(expected, output, reason):
    finding = check(JSON, expected=expected.encode(), output=output.encode())

    assert not finding.accepted
    assert reason is None or finding.reason == reason
    assert finding.reason.isprintable()


def test_bytes_that_are_no_utf8_are_a_wrong_answer():
    assert check(JSON, expected=b"1", output=b'"\xff"') == Finding(
        accepted=False, reason="the value is not UTF-8"
    )


@pytest.mark.parametrize(
    ("expected", "problem"),
    [
        (b"", "is not JSON"),
        (b"nonsense", "is not JSON"),
        (b"NaN", "holds NaN"),
        (b"\xff", "is not UTF-8"),
        (b"[" * 100_000 + b"]" * 100_000, "is nested too deeply"),
        (b'{"a": 1, "a": 2}', 'has the key "a" twice'),
    ],
)
def test_an_expected_output_that_is_no_value_is_our_fault(expected, problem):
    with pytest.raises(CheckerFault, match=f"the expected value {problem}"):
        check(JSON, expected=expected, output=b"1")


@pytest.mark.parametrize(
    ("checker", "expected", "output", "accepted"),
    [
        (JSON, "0.1", "0.10000000000000001", True),
        (JSON, "0.1", "0.1000001", False),
        (CLOSE, "[1, 2.5]", "[1.009, 2.495]", True),
        (CLOSE, "[1, 2.5]", "[1.02, 2.5]", False),
        (RELATIVE, "1000", "1009", True),
        (RELATIVE, "0", "1e-9", False),
        (CLOSE, "true", "1", False),
        (CLOSE, "1", "1e400", False),
        (CLOSE, "1e400", "1", False),
        (CLOSE, "9" * 5_000, "1", False),
        (CLOSE, "9" * 400, "1.5", False),
        (RELATIVE, "1.5", "9" * 400, False),
        (CLOSE, '"1"', '"1.001"', False),
    ],
)
def test_numbers_may_be_within_a_tolerance_and_nothing_else_may(
    checker, expected, output, accepted
):
    assert is_accepted(checker, expected, output) == accepted


@given(VALUES)
def test_a_value_is_itself_however_it_is_spelled(value):
    compact = json.dumps(value, separators=(",", ":"))
    generous = json.dumps(value, indent=3, ensure_ascii=False, sort_keys=True)

    assert is_accepted(JSON, compact, generous)


def plainly_equal(one, other):
    """Compare as JSON wants it, in the plainest way."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(plainly_equal, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(plainly_equal(one[k], other[k]) for k in one)
    return type(one == other) is bool and one == other


@given(VALUES, VALUES)
def test_two_values_are_accepted_exactly_when_they_are_equal(expected, output):
    accepted = is_accepted(JSON, json.dumps(expected), json.dumps(output))

    assert accepted == plainly_equal(expected, output)


@given(expected=VALUES, output=TEXTS)
def test_no_bytes_raise_and_every_reason_is_one_short_printable_line(expected, output):
    finding = check(CLOSE, expected=json.dumps(expected).encode(), output=output)

    assert finding.reason.isprintable()
    assert 0 < len(finding.reason) < 600


def test_a_difference_at_a_great_depth_is_told_with_the_start_of_its_place():
    expected, output = ("[" * 400 + number + "]" * 400 for number in "12")

    reason = check(JSON, expected=expected.encode(), output=output.encode()).reason

    assert reason == f"at {'[0]' * 33}[...: expected 1, got 2"
