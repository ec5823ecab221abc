import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading.checkers import Finding, check
from grading.protocol import Checker

EXACT = Checker(name="exact")
TEXTS = st.binary(max_size=60) | st.text("aA1. \r\n\0\ufeff", max_size=30).map(str.encode)


@pytest.mark.parametrize(
    "text", [b"", b"1\n", b"1", b"\r\n", b"\xff\0\n", b"\xef\xbb\xbf1", b"nan inf 1e400 -0.0"]
)
def test_only_the_same_bytes_are_accepted(text):
    assert check(EXACT, expected=text, output=text).accepted
    assert not check(EXACT, expected=text, output=text + b"\0").accepted


@pytest.mark.parametrize(
    ("expected", "output", "reason", "only_formatting"),
    [
        (b"1\n", b"", 'the output is empty: expected "1\\n"', False),
        (
            b"1\n2\n",
            b"1\n2",
            'line 2, byte 2: the output ends too early: expected "...\\n"',
            True,
        ),
        (b"1\n", b"1\n\n", 'line 2, byte 1: the output should have ended, got "...\\n"', True),
        (b"1\n", b"1\r\n", r'line 1, byte 2: expected "1\n", got "1\r\n"', True),
        (b"Yes\n", b"yes\n", r'line 1, byte 1: expected "Yes\n", got "yes\n"', True),
        (b"a  b", b"a b", 'line 1, byte 3: expected "a  b", got "a b"', True),
        (b"1", b"\xef\xbb\xbf1", r'line 1, byte 1: expected "1", got "\ufeff1"', False),
        (b"0", b"-0.0", 'line 1, byte 1: expected "0", got "-0.0"', False),
        (b"a\nb", b"a\n\xff\0", r'line 2, byte 1: expected "...b", got "...\xff\x00"', False),
        (
            b"x" * 100 + b"1",
            b"x" * 100 + b"2",
            'line 1, byte 101: expected "...xxxxxxxxxx1", got "...xxxxxxxxxx2"',
            False,
        ),
    ],
)
def test_first_differing_byte_is_told(expected, output, reason, only_formatting):
    finding = check(EXACT, expected=expected, output=output)

    assert finding == Finding(
        accepted=False, reason=reason, only_formatting_differs=only_formatting
    )


@given(expected=TEXTS, output=TEXTS)
def test_no_bytes_raise_and_every_reason_is_one_short_printable_line(expected, output):
    finding = check(EXACT, expected=expected, output=output)

    assert finding.accepted == (expected == output)
    assert finding.reason.isprintable()
    assert 0 < len(finding.reason) < 600


@pytest.mark.parametrize("place", [0, 65_535, 65_536, 200_000])
def test_a_difference_is_found_in_whichever_block_it_is(place):
    expected = b"x" * 300_000

    finding = check(
        EXACT, expected=expected, output=expected[:place] + b"y" + expected[place + 1 :]
    )

    assert finding.reason.startswith(f"line 1, byte {place + 1}: ")
