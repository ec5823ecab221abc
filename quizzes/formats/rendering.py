"""Markdown to HTML that is not safe yet: text, coloured code, maths as MathML.

``markdown`` imports this when it first needs it: 40 ms, and many pages show no statement.
"""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

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
    """Return CommonMark with tables, strike-through, maths and colours."""
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


def render(text: str) -> str:
    """Return a statement as HTML; raw HTML in it is shown as text."""
    html: str = _MARKDOWN.render(text)
    return html
