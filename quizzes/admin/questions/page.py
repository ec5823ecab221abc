"""The list and the page of questions. What they are about is one version of a question each."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter, RelatedDropdownFilter
from unfold.decorators import display

from quizzes.admin.questions import columns
from quizzes.admin.questions.actions import QuestionActions
from quizzes.admin.questions.forms import PREVIEW_ID, QuestionVersionForm
from quizzes.admin.questions.inlines import FIRST_CHOICES, ChoiceInline, inlines_for
from quizzes.choices import Difficulty, QuestionKind
from quizzes.domain import questions
from quizzes.formats import markdown
from quizzes.models import QuestionVersion

CODING_LIMITS = frozenset({"cpu_time_limit_ms", "memory_limit_mb", "output_limit_kb", "checker"})

KINDS = (
    (QuestionKind.CODING, "code_blocks", _("A program, graded on test cases.")),
    (QuestionKind.SINGLE_CHOICE, "radio_button_checked", _("One right choice of several.")),
    (QuestionKind.MULTIPLE_CHOICE, "check_box", _("Any number of right choices.")),
    (QuestionKind.TEXT, "notes", _("A text, scored by a person.")),
)


@admin.register(QuestionVersion)
class QuestionVersionAdmin(QuestionActions):
    """The list holds the newest version of each question; older ones are linked from its page."""

    form = QuestionVersionForm
    list_display = (
        "name",
        "shown_kind",
        "shown_difficulty",
        "shown_tags",
        "estimated_minutes",
        "shown_publication",
        "shown_solutions",
    )
    list_filter = (
        ("kind", ChoicesDropdownFilter),
        columns.PublicationFilter,
        ("difficulty", ChoicesDropdownFilter),
        ("tags", RelatedDropdownFilter),
        ("skills", RelatedDropdownFilter),
    )
    list_filter_submit = True
    search_fields = ("title", "statement", "question__code", "tags__name")
    ordering = ("title", "pk")
    autocomplete_fields = ("tags", "skills")
    readonly_fields = ("preview", "question_code", "shown_versions", "shown_starters")
    warn_unsaved_form = True
    compressed_fields = True
    actions = None

    # The list

    @display(description=_("question"), header=True, ordering="title")
    def name(self, version: QuestionVersion) -> tuple[str, str]:
        return version.title, version.question.code

    @display(description=_("kind"), ordering="kind")
    def shown_kind(self, version: QuestionVersion) -> str:
        return version.get_kind_display()

    @display(
        description=_("difficulty"),
        ordering="difficulty",
        label={Difficulty.EASY: "success", Difficulty.MEDIUM: "info", Difficulty.HARD: "warning"},
    )
    def shown_difficulty(self, version: QuestionVersion) -> tuple[str, str]:
        return version.difficulty, version.get_difficulty_display()

    @display(description=_("tags"))
    def shown_tags(self, version: QuestionVersion) -> str:
        return ", ".join(tag.name for tag in version.tags.all()) or "-"

    @display(description=_("state"), label=columns.PUBLICATION_LABELS)
    def shown_publication(self, version: QuestionVersion) -> tuple[str, str]:
        return columns.publication(version)

    @display(description=_("solutions"))
    def shown_solutions(self, version: QuestionVersion) -> str | SafeString:
        return columns.solution_dots(list(version.solutions.all()))

    def get_queryset(self, request: HttpRequest) -> QuerySet[QuestionVersion]:
        versions = QuestionVersion.objects.all()
        if self._is_list(request):
            versions = versions.newest()
        return (
            columns.with_publication(versions)
            .select_related("question")
            .prefetch_related("tags", "solutions")
            .order_by(*self.ordering)
        )

    def _is_list(self, request: HttpRequest) -> bool:
        match = request.resolver_match
        return match is not None and match.url_name == f"{self._name('changelist')}"

    # The form

    def get_fieldsets(self, request: HttpRequest, obj: QuestionVersion | None = None) -> Any:
        text = ["preview"] if obj is not None and obj.is_published else [("statement", "preview")]
        return [
            (None, {"fields": ["title", *text]}),
            (_("Finding it"), {"fields": self._fields_to_find(obj), "classes": ["tab"]}),
            *self._fieldsets_for_code(request, obj),
            (
                _("Guide"),
                {
                    "fields": ["guide"],
                    "classes": ["tab"],
                    "description": _("What reviewers read beside the answer."),
                },
            ),
        ]

    def _fields_to_find(self, obj: QuestionVersion | None) -> list[str]:
        fields = ["difficulty", "estimated_minutes", "tags", "skills"]
        return [*fields, "code"] if obj is None else [*fields, "question_code", "shown_versions"]

    def _fieldsets_for_code(self, request: HttpRequest, obj: QuestionVersion | None) -> Any:
        if kind_of(request, obj) != QuestionKind.CODING:
            return []
        limits = ["cpu_time_limit_ms", "memory_limit_mb", "output_limit_kb"]
        return [
            (_("Languages"), {"fields": [_starters_of(obj)], "classes": ["tab"]}),
            (_("Limits and checker"), {"fields": [*limits, "checker"], "classes": ["tab"]}),
        ]

    def get_formset_kwargs(
        self, request: HttpRequest, obj: QuestionVersion, inline: Any, prefix: str
    ) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_formset_kwargs(request, obj, inline, prefix)
        if isinstance(inline, ChoiceInline) and obj.pk is None:
            kwargs["initial"] = [{"code": code} for code in FIRST_CHOICES]
        return kwargs

    def get_inlines(self, request: HttpRequest, obj: QuestionVersion | None) -> list[type]:
        return inlines_for(kind_of(request, obj))

    @display(description=_("preview"))
    def preview(self, version: QuestionVersion) -> SafeString:
        return format_html(
            '<div id="{}" class="statement" aria-live="polite">{}</div>',
            PREVIEW_ID,
            markdown.to_html(version.statement) or gettext("What you write appears here."),
        )

    @display(description=_("code"))
    def question_code(self, version: QuestionVersion) -> str:
        return version.question.code

    @display(description=_("versions"))
    def shown_versions(self, version: QuestionVersion) -> SafeString:
        rows = version.question.versions.order_by("-number")
        return format_html(
            '<ul class="plain-list">{}</ul>',
            format_html_join("", "<li>{}</li>", ((_version_line(one, version),) for one in rows)),
        )

    @display(description=_("starter code"))
    def shown_starters(self, version: QuestionVersion) -> SafeString:
        return format_html_join(
            "",
            '<h4 class="font-semibold">{}</h4><pre class="code-box">{}</pre>',
            ((one.label, version.starter_code(one) or "-") for one in version.languages),
        )

    class Media:
        css = {"all": ["statement.css", "admin_pages/question.css"]}

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Ask for the kind first: it decides what a question consists of."""
        if kind_of(request, None):
            title = {"title": gettext("New question: %(kind)s") % {"kind": _kind_label(request)}}
            return super().add_view(request, form_url, {**title, **(extra_context or {})})
        if not self.has_add_permission(request):
            raise PermissionDenied
        return render(
            request,
            "admin/quizzes/questionversion/choose_kind.html",
            {
                **self.admin_site.each_context(request),
                "title": gettext("New question"),
                "opts": self.opts,
                "kinds": [(kind.value, kind.label, icon, words) for kind, icon, words in KINDS],
            },
        )

    def has_change_permission(
        self, request: HttpRequest, obj: QuestionVersion | None = None
    ) -> bool:
        if obj is not None and obj.is_published:
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(
        self, request: HttpRequest, obj: QuestionVersion | None = None
    ) -> bool:
        if obj is not None and obj.is_published:
            return False
        return super().has_delete_permission(request, obj)

    def save_model(
        self, request: HttpRequest, obj: QuestionVersion, form: QuestionVersionForm, change: bool
    ) -> None:
        if not change:
            obj.kind = kind_of(request, None)
            obj.question = questions.new_question(
                title=obj.title, code=form.cleaned_data.get("code", "")
            )
        super().save_model(request, obj, form, change)

    def save_related(
        self, request: HttpRequest, form: QuestionVersionForm, formsets: list[Any], change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        if CODING_LIMITS & set(form.changed_data) or any(one.has_changed() for one in formsets):
            questions.forget_checks(version=form.instance)

    def delete_model(self, request: HttpRequest, obj: QuestionVersion) -> None:
        questions.discard_draft(version=obj)


def kind_of(request: HttpRequest, version: QuestionVersion | None) -> str:
    """Return the kind of a question, or of a new one what was chosen; empty if nothing was."""
    if version is not None:
        return version.kind
    chosen = request.GET.get("kind", "")
    return chosen if chosen in QuestionKind else ""


def _starters_of(version: QuestionVersion | None) -> str:
    """Return the field to write starter code in, or to read it where it is published."""
    return "shown_starters" if version is not None and version.is_published else "starter_codes"


def _kind_label(request: HttpRequest) -> str:
    return str(QuestionKind(kind_of(request, None)).label)


def _version_line(version: QuestionVersion, shown: QuestionVersion) -> SafeString | str:
    words = (
        gettext("v%(number)d, published %(date)s")
        % {"number": version.number, "date": f"{version.published_at:%Y-%m-%d}"}
        if version.published_at
        else gettext("v%(number)d, draft") % {"number": version.number}
    )
    if version.pk == shown.pk:
        return format_html("<strong>{}</strong>", words)
    address = reverse("admin:quizzes_questionversion_change", args=[version.pk])
    return format_html('<a class="text-link" href="{}">{}</a>', address, words)
