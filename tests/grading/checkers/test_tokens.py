from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading.checkers import CheckerUnknown, Finding, check
from grading.protocol import Checker

DEFAULT = Checker()
CASE = Checker(case_sensitive=True)
SPACE = Checker(space_change_sensitive=True)
ABSOLUTE = Checker(float_absolute_tolerance=0.01)
RELATIVE = Checker(float_relative_tolerance=0.01)
EITHER = Checker(float_absolute_tolerance=0.01, float_relative_tolerance=0.01)

TOKENS = st.lists(st.binary(max_size=5), max_size=8).map(lambda parts: b" ".join(parts).split())
WHITE_SPACE = st.sampled_from([b" ", b"\n", b"\r\n", b"\t", b"\v", b"\f", b" \n \n"])
CHECKERS = st.builds(
    Checker,
    case_sensitive=st.booleans(),
    space_change_sensitive=st.booleans(),
    float_absolute_tolerance=st.none() | st.floats(min_value=0, max_value=1e3),
    float_relative_tolerance=st.none() | st.floats(min_value=0, max_value=1e3),
)
# Few letters, so that two random texts are sometimes nearly the same.
TEXTS = st.binary(max_size=60) | st.text("aA1.-e_x \n\0\ud7ff", max_size=30).map(str.encode)


@pytest.mark.parametrize(
    ("checker", "expected", "output"),
    [
        pytest.param(DEFAULT, b"1 2\n3\n", b"1\n2 3", id="other white space"),
        pytest.param(DEFAULT, b"Yes\n", b"yES\r\n", id="other case and CRLF"),
        pytest.param(DEFAULT, b"1\n", b"\n\n 1 \n\n", id="blanks around"),
        pytest.param(DEFAULT, b"", b" \n", id="nothing but white space for nothing"),
        pytest.param(DEFAULT, b"\xff\0A\n", b"\xff\0a", id="NUL and invalid UTF-8"),
        pytest.param(CASE, b"Yes No", b"Yes\tNo\n", id="same case"),
        pytest.param(SPACE, b"Yes  no\n", b"yes  NO\n", id="same white space"),
        pytest.param(ABSOLUTE, b"0.0314", b"3.14000000e-2", id="another way to write it"),
        pytest.param(ABSOLUTE, b"-0.0", b"0", id="minus zero"),
        pytest.param(ABSOLUTE, b"100", b"100.009", id="within the absolute tolerance"),
        pytest.param(RELATIVE, b"1000", b"1009", id="within the relative tolerance"),
        pytest.param(EITHER, b"1000 0", b"1009 0.009", id="within either tolerance"),
        pytest.param(EITHER, b"16 word", b"0x1p4 WORD", id="C's hexadecimal"),
        pytest.param(EITHER, b"nan inf", b"NaN INF", id="not finite, as words"),
        pytest.param(EITHER, b"1e400", b"1E400", id="overflowing, as a word"),
        pytest.param(EITHER, b"9" * 5000, b"9" * 5000 + b"\n", id="huge integer"),
    ],
)
def test_output_that_the_format_calls_right_is_accepted(checker, expected, output):
    assert check(checker, expected=expected, output=output) == Finding(
        accepted=True, reason="Every token is as expected."
    )


@pytest.mark.parametrize(
    ("checker", "expected", "output", "reason"),
    [
        (DEFAULT, b"1 2\n12", b"1 2\n13", "token 3 (line 2): expected 12, got 13"),
        (DEFAULT, b"1\n", b"", "the output is empty: expected 1"),
        (DEFAULT, b"1\n", b"\n \n", "the output is only white space: expected 1"),
        (DEFAULT, b"1 2\n", b"1\n", "the output ends too early: expected 2 next"),
        (DEFAULT, b"1\n", b"1\n\n2\n", "token 2 (line 3): the output should have ended, got 2"),
        (DEFAULT, b"", b"x", "token 1 (line 1): the output should have ended, got x"),
        (DEFAULT, b"1.0", b"1.00", "token 1 (line 1): expected 1.0, got 1.00"),
        (DEFAULT, b"1", b"\xef\xbb\xbf1", r"token 1 (line 1): expected 1, got \ufeff1"),
        (DEFAULT, b"a", b"\x1b[2J\xff\0", r"token 1 (line 1): expected a, got \x1b[2J\xff\x00"),
        (DEFAULT, b"a", b"a\0", r"token 1 (line 1): expected a, got a\x00"),
        (DEFAULT, "\u00c5".encode(), "\u00e5".encode(), "token 1 (line 1): expected Å, got å"),
        (CASE, b"Yes", b"yes", "token 1 (line 1): expected Yes, got yes"),
        (SPACE, b"1 2\n", b"1  2\n", 'line 1: white space differs: expected " ", got "  "'),
        (SPACE, b"1\n2\n", b"1\n2", 'the output ends too early: expected "\\n" next'),
        (SPACE, b"1\n", b"1\n\n", 'line 1: white space differs: expected "\\n", got "\\n\\n"'),
        (SPACE, b"1", b" 1", 'line 1: white space differs: expected "1", got " "'),
        (SPACE, b"1", b"1\n", 'line 1: the output should have ended, got "\\n"'),
        (SPACE, b"1\n2\n", b"1\n3\n", "line 2: expected 2, got 3"),
        (
            ABSOLUTE,
            b"1000",
            b"1009",
            "token 1 (line 1): expected 1000, got 1009 (outside absolute tolerance 0.01)",
        ),
        (
            RELATIVE,
            b"0",
            b"1e-9",
            "token 1 (line 1): expected 0, got 1e-9 (outside relative tolerance 0.01)",
        ),
        (
            EITHER,
            b"1000",
            b"1011",
            "token 1 (line 1): expected 1000, got 1011"
            " (outside absolute tolerance 0.01 and relative tolerance 0.01)",
        ),
        *(
            (
                EITHER,
                b"1000",
                word,
                f"token 1 (line 1): expected 1000, got {word.decode()},"
                " which is not a finite number",
            )
            for word in (b"nan", b"inf", b"-inf", b"1e400", b"1_000", b"0x", b"1000f", b"1,000")
        ),
        (EITHER, b"inf", b"5", "token 1 (line 1): expected inf, got 5"),
        (EITHER, b"1e400", b"5", "token 1 (line 1): expected 1e400, got 5"),
        (EITHER, b"inf", b"-inf", "token 1 (line 1): expected inf, got -inf"),
        (EITHER, b"1_000", b"1000", "token 1 (line 1): expected 1_000, got 1000"),
    ],
)
def test_first_difference_is_told_in_one_sentence(checker, expected, output, reason):
    finding = check(checker, expected=expected, output=output)

    assert (finding.accepted, finding.reason) == (False, reason)


@pytest.mark.parametrize(
    ("checker", "expected", "output", "only_formatting"),
    [
        (SPACE, b"1 2\n", b"1  2", True),
        (SPACE, b"Yes\n", b"yes\r\n", True),
        (SPACE, b"", b"\n", True),
        (CASE, b"Yes", b"yes", True),
        (SPACE, b"1 2\n", b"12\n", False),
        (SPACE, b"1\n2\n", b"1\n3\n", False),
        (CASE, b"Yes", b"No", False),
        (DEFAULT, b"Yes", b"No", False),
        (DEFAULT, b"1.0", b"1.00", False),
        (replace(SPACE, float_absolute_tolerance=0.1), b"1.0\n", b"1.00", True),
        (replace(SPACE, float_absolute_tolerance=0.1), b"1.0\n", b"1.20", False),
    ],
)
def test_right_words_in_another_form_are_told_from_wrong_ones(
    checker, expected, output, only_formatting
):
    finding = check(checker, expected=expected, output=output)

    assert (finding.accepted, finding.only_formatting_differs) == (False, only_formatting)


def test_long_tokens_are_quoted_where_they_part():
    expected, output = b"x" * 100_000 + b"yes" + b"-" * 50, b"X" * 100_000 + b"no"

    finding = check(DEFAULT, expected=expected, output=output)

    assert finding.reason == (
        f"token 1 (line 1): expected ...xxxxxxxxxxyes{'-' * 27}..., got ...XXXXXXXXXXno"
    )


def test_excerpt_does_not_cut_through_a_character():
    expected, output = b"a", "語".encode() * 20

    finding = check(DEFAULT, expected=expected, output=output)

    assert finding.reason == f"token 1 (line 1): expected a, got {'語' * 13}..."


def test_unknown_checker_is_our_fault_and_named():
    with pytest.raises(
        CheckerUnknown, match="no checker called 'guess'; there is: exact, json, lines, tokens"
    ):
        check(Checker(name="guess"), expected=b"", output=b"")


@given(tokens=TOKENS, data=st.data())
def test_white_space_between_tokens_never_matters_by_default(tokens, data):
    output = b"".join(token + data.draw(WHITE_SPACE) for token in tokens)

    assert check(DEFAULT, expected=b" ".join(tokens), output=output).accepted


@given(tokens=TOKENS)
def test_ascii_case_never_matters_by_default_and_always_when_told(tokens):
    expected = b" ".join(tokens)

    assert check(DEFAULT, expected=expected, output=expected.swapcase()).accepted
    assert check(CASE, expected=expected, output=expected.swapcase()).accepted == (
        expected == expected.swapcase()
    )


@given(expected=TOKENS, output=TOKENS)
def test_chunked_comparison_finds_what_a_plain_one_finds(expected, output):
    finding = check(CASE, expected=b" ".join(expected), output=b"\n".join(output))

    assert finding.accepted == (expected == output)


@given(checker=CHECKERS, expected=TEXTS, output=TEXTS)
def test_no_bytes_raise_and_every_reason_is_one_short_printable_line(checker, expected, output):
    finding = check(checker, expected=expected, output=output)

    assert finding.reason.isprintable()
    assert 0 < len(finding.reason) < 600


@given(checker=CHECKERS, text=TEXTS)
def test_the_expected_output_itself_is_always_accepted(checker, text):
    assert check(checker, expected=text, output=text).accepted


@given(
    expected=st.floats(allow_nan=False, allow_infinity=False),
    output=st.floats(allow_nan=False, allow_infinity=False),
    tolerance=st.floats(min_value=0, max_value=1e6),
)
def test_a_number_is_right_exactly_when_within_tolerance(expected, output, tolerance):
    absolute = Checker(float_absolute_tolerance=tolerance)
    relative = Checker(float_relative_tolerance=tolerance)
    texts = {"expected": f"{expected!r} end".encode(), "output": f"{output:.17e} END".encode()}

    assert check(absolute, **texts).accepted == (abs(expected - output) <= tolerance)
    assert check(relative, **texts).accepted == (
        abs(expected - output) <= tolerance * abs(expected)
    )


@pytest.mark.parametrize("lines", [70_000, 300_000])
@pytest.mark.parametrize("checker", [DEFAULT, SPACE, EITHER])
def test_difference_far_behind_the_first_chunk_is_found(checker, lines):
    expected = b"1\n" * lines + b"same\n"
    output = b"1\n" * (lines - 1) + b"2\nsame\n"

    reason = check(checker, expected=expected, output=output).reason

    place = f"line {lines}" if checker is SPACE else f"token {lines} (line {lines})"
    assert reason.startswith(f"{place}: expected 1, got 2")
