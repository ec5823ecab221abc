import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading.checkers import Finding, check
from grading.protocol import Checker

LINES = Checker(name="lines")
TEXTS = st.text("aA1 \n\r\0", max_size=20).map(str.encode) | st.binary(max_size=60)


@pytest.mark.parametrize(
    ("expected", "output"),
    [
        pytest.param(b"1\n2\n", b"2\n1\n", id="another order"),
        pytest.param(b"1\n2\n", b"2\r\n1\r\n", id="CRLF"),
        pytest.param(b"1\n2\n", b"2\n1", id="no end of the last line"),
        pytest.param(b"1\n1\n2\n", b"1\n2\n1\n", id="one line twice"),
        pytest.param(b"\n1\n", b"1\n\n", id="an empty line elsewhere"),
        pytest.param(b"\xff\0\nnan\n", b"nan\n\xff\0\n", id="any bytes"),
    ],
)
def test_the_same_lines_in_any_order_are_accepted(expected, output):
    assert check(LINES, expected=expected, output=output) == Finding(
        accepted=True, reason="Every line is as expected."
    )


@pytest.mark.parametrize(
    ("expected", "output", "reason", "only_formatting"),
    [
        (b"1\n2\n", b"2\n3\n", 'line 2: not expected: "3"', False),
        (b"1\n2\n", b"2\n", 'a line is missing: expected "1"', False),
        (b"1\n1\n", b"1\n", 'a line is missing: expected one more time "1"', False),
        (b"1\n", b"1\n1\n", 'line 1: not expected so often: "1"', False),
        (b"1\n", b"", 'a line is missing: expected "1"', False),
        (b"", b"1", 'line 1: not expected: "1"', False),
        (b"1\n2\n", b"2 \n1\n", 'line 1: not expected: "2 "', True),
        (b"1\n2\n", b"1\n\n2\n\n", 'line 2: not expected: ""', True),
        (b"a B\nc\n", b"C\nA  b\n", 'line 1: not expected: "C"', True),
        (b"1 2\n3\n", b"1\n2 3\n", 'line 1: not expected: "1"', False),
        (b"1\n", b"\xef\xbb\xbf1\n", r'line 1: not expected: "\ufeff1"', False),
        (b"1\n", b"1\r\r\n", r'line 1: not expected: "1\r"', True),
    ],
)
def test_a_line_too_many_is_told_before_one_that_is_missing(
    expected, output, reason, only_formatting
):
    finding = check(LINES, expected=expected, output=output)

    assert finding == Finding(
        accepted=False, reason=reason, only_formatting_differs=only_formatting
    )


def lines_of(text):
    """Count the lines in the plainest way."""
    lines = text.removesuffix(b"\n").split(b"\n") if text else []
    return Counter(line.removesuffix(b"\r") for line in lines)


@given(expected=TEXTS, output=TEXTS)
def test_sums_find_what_plain_counting_finds(expected, output):
    finding = check(LINES, expected=expected, output=output)

    assert finding.accepted == (lines_of(expected) == lines_of(output))
    assert finding.reason.isprintable()
    assert 0 < len(finding.reason) < 600


@given(st.lists(st.text("ab \r", max_size=3).map(str.encode), max_size=8), st.randoms())
def test_order_never_matters(lines, chance):
    shuffled = list(lines)
    chance.shuffle(shuffled)
    expected, output = (b"".join(line + b"\n" for line in some) for some in (lines, shuffled))

    assert check(LINES, expected=expected, output=output).accepted


def test_one_wrong_line_among_very_many_is_named():
    numbers = list(range(200_000))
    expected = b"".join(b"%d\n" % number for number in numbers)
    random.Random(1).shuffle(numbers)
    numbers[150_000] = -1
    output = b"".join(b"%d\n" % number for number in numbers)

    assert (
        check(LINES, expected=expected, output=output).reason == 'line 150001: not expected: "-1"'
    )


@pytest.mark.parametrize(
    ("output", "got"), [(b"x%d\n", 150_000), (b"%d\n%d\n", 300_000), (b"x%d\ny%d\n", 300_000)]
)
def test_of_very_many_wrong_lines_only_the_number_is_told(output, got):
    expected = b"".join(b"%d\n" % number for number in range(150_000))
    wrong = b"".join(output % ((number,) * output.count(b"%d")) for number in range(150_000))

    assert check(LINES, expected=expected, output=wrong).reason == (
        f"the lines are not the expected ones: expected 150000 of them, got {got}"
    )
