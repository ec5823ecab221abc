"""The Content-Security-Policy forbids inline script and style; a template must not hold any."""

import re

import pytest

from tests.architecture.sources import ROOT, name

TEMPLATES = sorted([*ROOT.glob("templates/**/*.html"), *ROOT.glob("*/templates/**/*.html")])

TEMPLATE_TAG = re.compile(r"{[%{].*?[%}]}")
INLINE_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=.application/json)[^>]*>", re.I)
INLINE_STYLE = re.compile(r"<style\b|\sstyle\s*=", re.I)
EVENT_ATTRIBUTE = re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.I)
SCRIPT_ADDRESS = re.compile(r"""(?:href|src|action)\s*=\s*["']?\s*javascript:""", re.I)


def inline_parts(html: str) -> list[str]:
    """Return what a strict policy would refuse to run or to apply."""
    sent = TEMPLATE_TAG.sub("x", html)
    return [
        match[0]
        for pattern in (INLINE_SCRIPT, INLINE_STYLE, EVENT_ATTRIBUTE, SCRIPT_ADDRESS)
        for match in pattern.finditer(sent)
    ]


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_template_has_no_inline_script_or_style(path):
    assert inline_parts(path.read_text()) == []


@pytest.mark.parametrize(
    ("html", "count"),
    [
        ("<script>alert(1)</script>", 1),
        ('<script type="module">x</script>', 1),
        ('<p style="color: red">', 1),
        ("<style>p {}</style>", 1),
        ('<button type="button" onclick="x()">', 1),
        ('<a href="javascript:x()">', 1),
        ("<script src=\"{% static 'base.js' %}\" defer></script>", 0),
        ('<script type="application/json" id="limits">{}</script>', 0),
        ('{% include "moment.html" with style="date" only %}', 0),
        ('<p class="style" data-on="x">one = two</p>', 0),
    ],
)
def test_inline_parts_are_told_from_the_rest(html, count):
    assert len(inline_parts(html)) == count
