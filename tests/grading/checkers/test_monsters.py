"""Outputs of monstrous size and shape: every checker answers, in linear time.

Time decides nothing here. Whatever were quadratic would not come to an end.
"""

import tracemalloc

import pytest

from grading.checkers import check
from grading.protocol import Checker

MEGABYTE = 1_000_000

TOKENS = Checker(space_change_sensitive=True, float_absolute_tolerance=0.01)
EXACT = Checker(name="exact")
LINES = Checker(name="lines")
JSON = Checker(name="json", float_absolute_tolerance=0.01)

# Measured on two noisy cores, Python 3.13: up to 3.3 s for tokens, 7 s for lines, 3 s for json.
PAIRS = [
    pytest.param(b"1.0\n" * MEGABYTE, b"1.00\n" * MEGABYTE, id="a million lines"),
    pytest.param(b"1\n" * 10 * MEGABYTE, b"1\n" * 10 * MEGABYTE + b"2\n", id="ten million lines"),
    pytest.param(b"\0" * 64 * MEGABYTE + b"a", b"\0" * 64 * MEGABYTE, id="one line of NULs"),
    pytest.param(b"0." + b"3" * 64 * MEGABYTE, b"0.4", id="one number of 64 MB"),
    pytest.param(b"1" * 64 * MEGABYTE, b"2" * 64 * MEGABYTE, id="one integer of 64 MB"),
    pytest.param(b"1", b" " * 64 * MEGABYTE + b"2", id="64 MB of blanks"),
    pytest.param(b"1_" * 32 * MEGABYTE, b"1 " * MEGABYTE, id="one token against a million"),
    pytest.param(b'"a"', b'"' + b"\\n" * 10 * MEGABYTE + b'"', id="ten million escapes"),
    pytest.param(b"[1]", b"[" + b"1," * 2 * MEGABYTE + b"1]", id="two million numbers"),
    pytest.param(b"[[]]", b"[" + b"{}," * MEGABYTE + b"{}]", id="a million objects"),
    pytest.param(b"1", b"[" * MEGABYTE, id="a million brackets"),
    pytest.param(b"{}", b'{"a":' * MEGABYTE, id="a million objects in each other"),
    pytest.param(b"{}", b"{" + b'"a":1,' * MEGABYTE + b'"a":1}', id="one key a million times"),
]


@pytest.mark.parametrize(("expected", "output"), PAIRS)
@pytest.mark.parametrize("checker", [TOKENS, EXACT, LINES], ids=lambda one: one.name)
def test_a_monstrous_wrong_output_is_judged(checker, expected, output):
    finding = check(checker, expected=expected, output=output)

    assert finding.accepted == (checker is TOKENS and expected.startswith(b"1.0\n"))
    assert len(finding.reason) < 600


@pytest.mark.parametrize(
    "output", [pair.values[1] for pair in PAIRS], ids=[pair.id for pair in PAIRS]
)
def test_a_monstrous_wrong_value_is_judged(output):
    finding = check(JSON, expected=b"[[1]]", output=output)

    assert not finding.accepted
    assert len(finding.reason) < 600


def test_a_million_tokens_cost_a_chunk_of_memory():
    expected, output = b"1\n" * MEGABYTE, b"1\r\n" * MEGABYTE

    # Measured: 1.2 MB; all tokens at once would be 70 MB.
    assert peak_bytes(Checker(), expected, output) < 4 * MEGABYTE


@pytest.mark.parametrize("first", [b"000000\n", b"x\n"])
def test_lines_in_another_order_cost_a_chunk_of_memory(first):
    numbers = range(1, 300_000)
    expected = b"".join(b"%06d\n" % number for number in numbers) + b"000000\n"
    output = first + b"".join(b"%06d\n" % number for number in reversed(numbers))

    # Measured: 2 MB; all lines at once would be 15 MB.
    assert peak_bytes(LINES, expected, output) < 4 * MEGABYTE


def peak_bytes(checker, expected, output):
    """Return the most memory that comparing takes, the two outputs aside."""
    tracemalloc.start()
    check(checker, expected=expected, output=output)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak
