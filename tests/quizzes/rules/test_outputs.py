"""Expected beside received: where they part, and what the eye would miss."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.rules.outputs import (
    LINES_BEFORE,
    MOST_CHARACTERS,
    MOST_LINES,
    Difference,
    Piece,
    compared,
)


def shown(side):
    return None if side is None else "".join(piece.text for piece in side.pieces)


def test_the_first_line_that_differs_is_named_with_its_first_character():
    found = compared("1\n2 3\n4\n", "1\n2 5\n4\n")

    assert (found.difference, found.first, found.column) == (Difference.WORDS, 2, 3)
    assert [line.differs for line in found.lines] == [False, True, False]


def test_a_space_at_the_end_is_a_piece_of_its_own():
    line = compared("3 4\n", "3 4 \n").lines[0]

    assert line.received.pieces[-1] == Piece("space", " ", is_own=True)
    assert not any(piece.is_own for piece in line.expected.pieces)


@pytest.mark.parametrize(
    ("received", "kind", "name"),
    [
        ("a\tb", "tab", ""),
        ("a\u00a0b", "unseen", "U+00A0"),
        ("a\rb", "unseen", "U+000D"),
        ("a\u202eb", "unseen", "U+202E"),
        ("a\u200bb", "unseen", "U+200B"),
    ],
)
def test_what_has_no_shape_is_told_apart(received, kind, name):
    own = [one for one in compared("ab", received).lines[0].received.pieces if one.is_own]

    assert [(one.kind, one.name) for one in own] == [(kind, name)]


@pytest.mark.parametrize(
    ("expected", "received", "difference", "first"),
    [
        ("a b\n", "a  b\n", Difference.BLANKS, 1),
        ("a\nb\n", "a\n\nb\n", Difference.BLANKS, 2),
        ("a\n", "a", Difference.BLANKS, None),
        ("a\n", "a\n", Difference.NONE, None),
        ("", "a\n", Difference.WORDS, 1),
        ("a\n", "", Difference.WORDS, 1),
    ],
)
def test_blanks_alone_are_told_apart_from_words(expected, received, difference, first):
    found = compared(expected, received)

    assert (found.difference, found.first) == (difference, first)


def test_a_line_that_one_side_does_not_have_is_nothing_there():
    line = compared("a\n", "a\nb\n").lines[1]

    assert (shown(line.expected), shown(line.received)) == (None, "b")


def test_of_many_lines_those_about_the_first_difference_are_shown():
    same = "".join(f"{number}\n" for number in range(1000))

    found = compared(same + "x\n" + same, same + "y\n" + same)

    assert (found.before, found.first) == (1000 - LINES_BEFORE, 1001)
    assert len(found.lines) == MOST_LINES
    assert found.before + len(found.lines) + found.after == 2001


def test_a_long_line_is_shown_about_where_it_differs():
    same = "x" * 10_000

    side = compared(same + "1" + same, same + "2" + same).lines[0].received

    assert "2" in shown(side)
    assert len(shown(side)) <= MOST_CHARACTERS
    assert (side.is_cut_before, side.is_cut_after) == (True, True)


LINE = st.text(st.sampled_from("ab \t\r\u00a0\n"), max_size=20)


@given(LINE, LINE)
def test_short_lines_are_shown_to_the_letter(expected, received):
    found = compared(expected, received)

    for text, side in ((expected, "expected"), (received, "received")):
        sides = [getattr(line, side) for line in found.lines]
        lines = [shown(one) for one in sides if one is not None]
        assert lines == (text.removesuffix("\n").split("\n") if text else [])
    assert (found.first is None) == (not any(line.differs for line in found.lines))
