"""Programs in colour, and what changed between two texts."""

from hypothesis import given
from hypothesis import strategies as st

from interview.admin.results.code import (
    LONGEST_COLOURED,
    MOST_COMPARED_LINES,
    coloured,
    differences,
)


def told(before, after):
    return [(line.sign, line.text) for line in differences(before, after)]


def test_words_of_a_program_are_marked():
    assert '<span class="k">return</span>' in coloured("return x", "python")


def test_text_without_a_language_or_with_an_unknown_one_stays_plain():
    assert coloured("a < b", "") == "a &lt; b"
    assert coloured("a < b", "klingon") == "a &lt; b"


def test_very_long_program_stays_plain():
    assert coloured("x" * (LONGEST_COLOURED + 1), "python") == "x" * (LONGEST_COLOURED + 1)


@given(st.text())
def test_no_text_becomes_a_tag_of_its_own(text):
    left = coloured(text, "python").replace("</span>", "")

    assert left.count("<") == left.count('<span class="')


def test_change_stands_between_the_lines_around_it():
    before = "\n".join("abcdefghij")
    after = before.replace("e", "E")

    assert told(before, after) == [
        ("…", ""),
        (" ", "b"),
        (" ", "c"),
        (" ", "d"),
        ("-", "e"),
        ("+", "E"),
        (" ", "f"),
        (" ", "g"),
        (" ", "h"),
        ("…", ""),
    ]


def test_first_text_is_all_new():
    assert told("", "a\nb") == [("+", "a"), ("+", "b")]


def test_same_text_has_no_differences():
    assert told("a\nb\n", "a\nb\n") == []


def test_very_long_texts_are_not_compared():
    assert differences("a\n" * MOST_COMPARED_LINES, "b\n") is None


lines = st.lists(st.sampled_from("abcd"), max_size=12)


@given(lines, lines)
def test_new_and_gone_lines_account_for_the_whole_change(before, after):
    found = told("\n".join(before), "\n".join(after))

    new = [text for sign, text in found if sign == "+"]
    gone = [text for sign, text in found if sign == "-"]
    assert len(after) - len(before) == len(new) - len(gone)
    assert set(new) <= set(after)
    assert set(gone) <= set(before)
