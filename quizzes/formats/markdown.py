"""Statements in Markdown to safe HTML.

Markdown -> HTML (raw HTML is text) -> code coloured -> maths to MathML -> sanitised.
The sanitiser comes last and trusts none of the steps before it.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from html import escape
from typing import Any

import nh3
from django.utils.safestring import SafeString, mark_safe
from latex2mathml.converter import convert as latex_to_mathml
from markdown_it import MarkdownIt
from markdown_it.common.normalize_url import validateLink
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

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
LONGEST_FORMULA = 2000


def _coloured(code: str, language: str, _attributes: str) -> str:
    try:
        lexer = get_lexer_by_name(language or "text")
    except ClassNotFound:
        lexer = get_lexer_by_name("text")
    inner = highlight(code, lexer, HtmlFormatter(nowrap=True))
    return f'<pre class="highlight"><code>{inner}</code></pre>'


def _formula(latex: str, options: Mapping[str, Any]) -> str:
    """Return MathML; what cannot be read stands there as it was written."""
    if len(latex) > LONGEST_FORMULA:
        return _as_written(latex)
    try:
        display = "block" if options.get("display_mode") else "inline"
        return latex_to_mathml(latex, display=display)
    except Exception:
        return _as_written(latex)


def _as_written(latex: str) -> str:
    return f'<code class="math-error">{escape(latex)}</code>'


def _aligned_cell(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:
    """Write a cell's alignment as a class: the pages allow no inline style."""
    token = tokens[index]
    if style := token.attrs.pop("style", None):
        token.attrSet("class", f"align-{str(style).removeprefix('text-align:')}")
    return renderer.renderToken(tokens, index, options, env)


def _is_link(address: str) -> bool:
    """Let pictures be carried within a statement; the sanitiser keeps them in images only."""
    return address.startswith("data:image/") or validateLink(address)


def _renderer() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False, "highlight": _coloured})
    markdown.enable(["table", "strikethrough"])
    markdown.use(
        dollarmath_plugin,
        renderer=_formula,
        double_inline=True,
        allow_space=False,
        allow_digits=False,  # "$5 and $6" are prices
    )
    # The documented way to replace it.
    markdown.validateLink = _is_link  # type: ignore[method-assign, assignment]
    markdown.add_render_rule("th_open", _aligned_cell)
    markdown.add_render_rule("td_open", _aligned_cell)
    return markdown


_MARKDOWN = _renderer()


@lru_cache(maxsize=512)
def to_html(text: str) -> SafeString:
    """Return a statement as HTML that is safe to put on a page.

    Raw HTML in the text is shown as text; scripts, styles, and links other than
    http, https and mailto are dropped. Unreadable maths stands as written.
    """
    return mark_safe(  # noqa: S308 -- nh3 has sanitised it
        nh3.clean(
            _MARKDOWN.render(text),
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
