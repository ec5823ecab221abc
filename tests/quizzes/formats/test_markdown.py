from html.parser import HTMLParser

import pytest

from quizzes.formats.markdown import to_html


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[here](javascript:alert(1))",
        "[here](data:text/html;base64,PHNjcmlwdD4=)",
        "![x](javascript:alert(1))",
        "<a href='https://example.com' onclick='alert(1)'>x</a>",
        "<style>body { display: none }</style>",
        "[x](https://example.com 'a\" onmouseover=\"alert(1)')",
        "$\\href{javascript:alert(1)}{x}$",
        "$<script>alert(1)</script>$",
        "```<script>\nalert(1)\n```",
    ],
)
def test_nothing_in_a_statement_can_act(hostile):
    found = elements(to_html(hostile))

    assert {tag for tag, _ in found} & {"script", "style", "iframe", "object"} == set()
    for _, attributes in found:
        assert [name for name in attributes if name.startswith("on") or name == "style"] == []
        assert attributes.get("href", "https:").startswith("https:")
        assert attributes.get("src", "https:").startswith("https:")


def elements(html: str) -> list[tuple[str, dict[str, str | None]]]:
    """Return what a browser would see in the HTML: tags with their attributes."""
    found = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag, attrs):
            found.append((tag, dict(attrs)))

    Reader().feed(html)
    return found


def test_a_table_is_aligned_by_classes_since_pages_allow_no_inline_style():
    html = to_html("| a | b |\n|:-:|--:|\n| 1 | 2 |")

    assert '<th class="align-center">a</th>' in html
    assert '<td class="align-right">2</td>' in html
    assert "style=" not in html


def test_maths_becomes_mathml():
    html = to_html("At most $n \\le 10^5$ words.")

    assert "<math" in html
    assert "<msup><mn>10</mn><mn>5</mn></msup>" in html


def test_prices_are_not_maths():
    assert to_html("It costs $5 and $6.") == "<p>It costs $5 and $6.</p>\n"


def test_unreadable_maths_stands_as_it_was_written():
    assert "\\frac{" in to_html("Look: $\\frac{$")


def test_code_is_coloured_by_its_language_and_an_unknown_one_is_plain():
    assert '<span class="k">def</span>' in to_html("```python\ndef f(): pass\n```")
    assert "def f(): pass" in to_html("```nonsense\ndef f(): pass\n```")


def test_a_picture_may_travel_within_the_statement():
    html = to_html("![A tree](data:image/svg+xml;base64,PHN2Zy8+)")

    assert html == '<p><img src="data:image/svg+xml;base64,PHN2Zy8+" alt="A tree"></p>\n'
