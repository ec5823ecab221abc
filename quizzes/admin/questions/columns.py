"""What the list of questions tells, and how it is narrowed."""

from collections.abc import Sequence
from typing import Any

from django.contrib.admin import ModelAdmin
from django.db.models import Max, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.contrib.filters.admin import DropdownFilter

from quizzes.models import QuestionVersion, Solution

DRAFT, PUBLISHED, CHANGED = "draft", "published", "changed"


def with_publication(versions: QuerySet[QuestionVersion]) -> QuerySet[Any]:
    """Annotate ``published_number``: the newest published version of the same question, or None."""
    newest = (
        QuestionVersion.objects.published()
        .filter(question=OuterRef("question"))
        .order_by()
        .values("question")
        .annotate(newest=Max("number"))
        .values("newest")
    )
    return versions.annotate(published_number=Subquery(newest))


def publication(version: Any) -> tuple[str, str]:
    """Return a key for the colour and the words of the state of a version loaded as above."""
    if version.is_published:
        return PUBLISHED, str(_("Published v%(number)d") % {"number": version.number})
    if version.published_number is not None:
        return CHANGED, str(_("Draft over v%(number)d") % {"number": version.published_number})
    return DRAFT, str(_("Draft"))


PUBLICATION_LABELS = {DRAFT: "warning", PUBLISHED: "success", CHANGED: "info"}


class PublicationFilter(DropdownFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(
        self, request: HttpRequest, model_admin: ModelAdmin
    ) -> Sequence[tuple[str, object]]:
        return (
            (PUBLISHED, _("Published")),
            (CHANGED, _("Draft over a published version")),
            (DRAFT, _("Never published")),
        )

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[QuestionVersion]
    ) -> QuerySet[QuestionVersion]:
        conditions = {
            PUBLISHED: Q(published_at__isnull=False),
            CHANGED: Q(published_at__isnull=True, published_number__isnull=False),
            DRAFT: Q(published_number__isnull=True),
        }
        return queryset.filter(conditions.get(self.value() or "", Q()))


def check_state(solution: Solution) -> str:
    """Say whether a program did what its author expects: good, bad or unknown."""
    if solution.checked_at is None:
        return "unknown"
    return "good" if solution.is_as_expected else "bad"


def solution_dots(solutions: Sequence[Solution]) -> str | SafeString:
    """Return a dot for each solution and the same in words."""
    if not solutions:
        return "-"
    states = [check_state(solution) for solution in solutions]
    dots = format_html_join("", '<span class="dot dot-{}"></span>', ((one,) for one in states))
    return format_html(
        '<span class="dots"><span aria-hidden="true">{}</span> {}</span>', dots, in_words(states)
    )


def in_words(states: Sequence[str]) -> str:
    """Say how many solutions do what their author expects."""
    total, bad, unknown = len(states), states.count("bad"), states.count("unknown")
    if bad:
        return ngettext(
            "%(count)d not as expected", "%(count)d not as expected", bad
        ) % {"count": bad}  # fmt: skip
    if unknown:
        return ngettext("%(count)d unchecked", "%(count)d unchecked", unknown) % {"count": unknown}
    return ngettext("as expected", "all %(count)d as expected", total) % {"count": total}
