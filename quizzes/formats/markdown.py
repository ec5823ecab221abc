"""Statements in Markdown to safe HTML.

Markdown -> HTML (raw HTML is text) -> code coloured -> maths to MathML -> sanitised.
The sanitiser comes last and trusts none of the steps before it.
"""

from functools import lru_cache

import nh3
from django.utils.safestring import SafeString, mark_safe

MATHML_TAGS = {
    "math", "mrow", "mi", "mn", "mo", "ms", "mtext", "mspace", "msup", "msub", "msubsup", "mfrac",
    "msqrt", "mroot", "munder", "mover", "munderover", "mtable", "mtr", "mtd", "mfenced", "mstyle",
    "mpadded", "mphantom", "menclose", "mmultiscripts",
}  # fmt: skip
HTML_TAGS = {
    "p", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "em", "strong", "s", "a", "img", "ul",
    "ol", "li", "blockquote", "code", "pre", "span", "div", "table", "thead", "tbody", "tr",
    "th", "td",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "title"},
    "ol": {"start"},
    "code": {"class"},
    "pre": {"class"},
    "span": {"class"},
    "div": {"class"},
    "th": {"class"},
    "td": {"class"},
    "math": {"display", "xmlns"},
    "mo": {"stretchy", "fence", "form", "separator", "largeop", "movablelimits", "symmetric"},
    "mi": {"mathvariant"},
    "mtable": {"columnalign", "rowspacing", "columnspacing"},
    "mtd": {"columnalign"},
    "mspace": {"width"},
    "mfrac": {"linethickness"},
    "mover": {"accent"},
    "munder": {"accentunder"},
}


@lru_cache(maxsize=512)
def to_html(text: str) -> SafeString:
    """Return a statement as HTML that is safe to put on a page.

    Raw HTML in the text is shown as text; scripts, styles, and links other than
    http, https and mailto are dropped. Unreadable maths stands as written.
    """
    from quizzes.formats.rendering import render

    return mark_safe(  # noqa: S308 -- nh3 has sanitised it
        nh3.clean(
            render(text),
            tags=HTML_TAGS | MATHML_TAGS,
            attributes=ATTRIBUTES,
            url_schemes={"http", "https", "mailto", "data"},
            attribute_filter=_only_images_may_carry_data,
            link_rel="noopener noreferrer",
        )
    )


def _only_images_may_carry_data(tag: str, attribute: str, value: str) -> str | None:
    if value.strip().lower().startswith("data:"):
        is_image = (tag, attribute) == ("img", "src") and value.startswith("data:image/")
        return value if is_image else None
    return value
