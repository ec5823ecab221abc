"""The admin's addresses, under a policy of their own.

unfold runs on Alpine, which evaluates expressions from attributes, and on
inline styles. So the admin, and only the admin, permits both; nothing comes
from another host there either. Candidates' pages keep the strict policy.
"""

from collections.abc import Iterator, Sequence

from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, path
from django.utils.csp import CSP
from django.views.decorators.csp import csp_override

from interview.admin.practice import make_practice
from interview.admin.system import system_urls


def relaxed_policy() -> dict[str, list[str]]:
    """Return the site's policy with what unfold needs, and fonts from where scripts come from."""
    strict: dict[str, list[str]] = settings.SECURE_CSP
    # A nonce would switch 'unsafe-inline' off: Content Security Policy Level 3, section 6.7.3.2.
    styles = [source for source in strict["style-src"] if source != CSP.NONCE]
    return {
        **strict,
        "script-src": [*strict["script-src"], CSP.UNSAFE_EVAL],
        "style-src": [*styles, CSP.UNSAFE_INLINE],
        "font-src": strict["script-src"],
    }


def admin_urls() -> tuple[list[URLPattern | URLResolver], str, str]:
    """Return what ``admin.site.urls`` does and the system's, all under the relaxed policy."""
    site_patterns, app_name, namespace = admin.site.urls
    practice = path("practice/make/", admin.site.admin_view(make_practice), name="make_practice")
    patterns = [
        *system_urls(),
        practice,
        *site_patterns,
    ]  # ours first: the site's last one takes any address
    override = csp_override(relaxed_policy())
    for pattern in every_pattern(patterns):
        pattern.callback = override(pattern.callback)
    return patterns, app_name, namespace


def every_pattern(patterns: Sequence[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    """Walk through included addresses to those that have a view."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from every_pattern(pattern.url_patterns)
        else:
            yield pattern
