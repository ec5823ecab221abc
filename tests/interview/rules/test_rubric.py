"""The words of a rubric's levels."""

import pytest

from interview.rules.rubric import anchors, has_fitting_lines


def test_each_line_stands_for_one_level_weakest_first():
    assert anchors("none\n\nlittle\n some \ngood\nbest\n") == {
        1: "none",
        2: "little",
        3: "some",
        4: "good",
        5: "best",
    }


def test_level_without_a_line_has_no_words():
    assert anchors("only one") == {1: "only one", 2: "", 3: "", 4: "", 5: ""}


@pytest.mark.parametrize(
    ("lines", "fits"), [("", True), ("\n \n", True), ("a\nb\nc\nd\ne", True), ("a", False),
                        ("a\nb\nc\nd\ne\nf", False)]
)  # fmt: skip
def test_there_are_words_for_all_levels_or_for_none(lines, fits):
    assert has_fitting_lines(lines) is fits
