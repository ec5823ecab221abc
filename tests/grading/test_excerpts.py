"""Excerpts are short, storable and harmless to look at."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading.excerpts import EXCERPT_BYTES, escaped, first_part, last_part


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (b"plain\ttext\r\n", "plain\ttext\r\n"),
        ("grüße 汉字 🙂".encode(), "grüße 汉字 🙂"),
        (b"\x00\x1b[31mred\x07", r"\x00\x1b[31mred\x07"),
        (b"\xff\xfe", r"\xff\xfe"),
        ("\u202egnp.exe".encode(), r"\u202egnp.exe"),
        (b"\xed\xa0\x80", r"\xed\xa0\x80"),
    ],
)
def test_what_controls_or_is_no_text_stands_as_an_escape(written: bytes, shown: str):
    assert escaped(written) == shown


@given(st.binary())
def test_any_bytes_become_text_that_can_be_stored(written: bytes):
    assert "\x00" not in escaped(written)
    assert escaped(written).encode().decode() == escaped(written)


def test_a_long_text_is_cut_between_characters():
    text = "x" + "汉" * EXCERPT_BYTES

    assert first_part(text.encode()) == "x" + "汉" * 1333 + "…"
    assert last_part(text.encode()) == "…" + "汉" * 1334


@given(st.binary(min_size=EXCERPT_BYTES - 3, max_size=EXCERPT_BYTES))
def test_a_text_that_fits_is_shown_whole(written: bytes):
    assert first_part(written) == last_part(written) == escaped(written)
