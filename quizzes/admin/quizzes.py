"""Quizzes: which questions, for how many points, in how much time."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.db.models import Count, F, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from unfold.admin import TabularInline
from unfold.decorators import display
from unfold.widgets import UnfoldAdminSelect2Widget

from quizzes.access import admit
from quizzes.admin.buttons import Button, ModelAdminWithButtons
from quizzes.admin.questions import columns
from quizzes.choices import Purpose
from quizzes.domain import attempts, sessions
from quizzes.domain.errors import QuizNotReady
from quizzes.models import QuestionVersion, Quiz, QuizQuestion, Section

NEWEST_FIRST = Prefetch(
    "question__versions", QuestionVersion.objects.order_by("-number"), to_attr="newest_first"
)


def candidates_get(question: Any) -> QuestionVersion | None:
    """Return the version that an attempt would show, of a question loaded by NEWEST_FIRST."""
    versions: Iterable[QuestionVersion] = question.newest_first
    return next((version for version in versions if version.is_published), None)


class RowsWithLabels(TabularInline):
    """Rows whose column headings are read out with every field.

    labels: other words for some, by the field's name; the quiz has a title and a limit too.
    """

    labels: ClassVar[dict[str, Any]] = {}

    def formfield_for_dbfield(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        field: forms.Field | None = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None:
            label = self.labels.get(db_field.name, field.label)
            field.widget.attrs.setdefault("aria-label", str(label))
        return field


class SectionInline(RowsWithLabels):
    """Parts with a time limit of their own; without any, the quiz has one clock for everything."""

    model = Section
    fields = ("title", "time_limit", "position")
    ordering_field = "position"
    hide_ordering_field = True
    extra = 0
    show_title = False
    verbose_name_plural = _("sections, each with a clock of its own")
    labels: ClassVar = {
        "title": _("Name of the section"),
        "time_limit": _("Clock of the section"),
    }


class QuizQuestionInline(RowsWithLabels):
    """The questions in their order; drag to change it."""

    model = QuizQuestion
    fields = ("question", "section", "points", "minutes", "state", "position")
    readonly_fields = ("minutes", "state")
    ordering_field = "position"
    hide_ordering_field = True
    show_title = False
    extra = 0
    verbose_name_plural = _("questions")

    def get_queryset(self, request: HttpRequest) -> QuerySet[QuizQuestion]:
        return (
            super().get_queryset(request).select_related("question").prefetch_related(NEWEST_FIRST)
        )

    def formfield_for_foreignkey(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> forms.ModelChoiceField | None:
        """Offer questions by title and the sections of this quiz, loaded once for all rows."""
        if db_field.name == "section":
            match = request.resolver_match
            quiz_id = match.kwargs.get("object_id") if match else None
            field = super().formfield_for_foreignkey(db_field, request, **kwargs)
            if field is not None:
                field.choices = section_choices(quiz_id)
            return field
        if db_field.name != "question":
            return super().formfield_for_foreignkey(db_field, request, **kwargs)
        kwargs["widget"] = UnfoldAdminSelect2Widget(attrs={"aria-label": gettext("Question")})
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if field is not None:
            field.choices = question_choices()
        return field

    @display(description=_("minutes"))
    def minutes(self, row: Any) -> str:
        version = candidates_get(row.question)
        return str(version.estimated_minutes) if version else "-"

    @display(description=_("what candidates get"))
    def state(self, row: Any) -> SafeString:
        version = candidates_get(row.question) or row.question.newest_first[0]
        words = (
            gettext("Version %(number)d") % {"number": version.number}
            if version.is_published
            else gettext("Nothing: it is not published")
        )
        return format_html(
            '<a class="text-link{}" href="{}">{}</a>',
            "" if version.is_published else " is-warning",
            reverse("admin:quizzes_questionversion_change", args=[version.pk]),
            words,
        )


def section_choices(quiz_id: str | None) -> list[tuple[int | str, str]]:
    """Return the sections of a quiz that is stored. One query."""
    sections = Section.objects.filter(quiz_id=quiz_id) if quiz_id else Section.objects.none()
    return [("", gettext("Any time")), *((section.pk, section.title) for section in sections)]


def question_choices() -> list[tuple[int | str, str]]:
    """Return every question by the title of its newest version. One query."""
    newest = columns.with_publication(QuestionVersion.objects.newest()).order_by("title")
    return [
        ("", "---------"),
        *((version.question_id, _choice_label(version)) for version in newest),
    ]


def _choice_label(version: Any) -> str:
    if version.published_number is None:
        return gettext("%(title)s (not published)") % {"title": version.title}
    return version.title


@admin.register(Quiz)
class QuizAdmin(ModelAdminWithButtons):
    """What a quiz asks for, in points and in minutes, stands beside its time limit."""

    list_display = ("title", "shown_limit", "question_count", "point_count", "attempt_count")
    search_fields = ("title",)
    ordering = ("title",)
    inlines = (SectionInline, QuizQuestionInline)
    readonly_fields = ("shown_sum",)
    warn_unsaved_form = True
    compressed_fields = True
    actions = None
    fieldsets = (
        (None, {"fields": ("title", "time_limit", "shown_sum")}),
        (None, {"fields": ("instructions", "counting", "disclosure")}),
        (_("Rules that candidates accept"), {"fields": ("aids", "honour_statement")}),
        (_("Practice"), {"fields": ("is_practice",)}),
    )

    class Media:
        css = {"all": ["admin_pages/question.css"]}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Quiz]:
        return (
            super()
            .get_queryset(request)
            .annotate(
                question_count=Count("quiz_questions", distinct=True),
                point_count=Subquery(
                    QuizQuestion.objects.filter(quiz=OuterRef("pk"))
                    .order_by()
                    .values("quiz")
                    .annotate(sum=Sum("points"))
                    .values("sum")
                ),
                attempt_count=Count(
                    "attempts", filter=Q(attempts__purpose=Purpose.REAL), distinct=True
                ),
            )
        )

    @display(description=_("time limit"), ordering="time_limit")
    def shown_limit(self, quiz: Quiz) -> str:
        return in_minutes(round(quiz.time_limit.total_seconds() / 60))

    @display(description=_("questions"), ordering="question_count")
    def question_count(self, quiz: Any) -> int:
        return int(quiz.question_count)

    @display(description=_("points"), ordering="point_count")
    def point_count(self, quiz: Any) -> int:
        return int(quiz.point_count or 0)

    @display(description=_("attempts"))
    def attempt_count(self, quiz: Any) -> int:
        return int(quiz.attempt_count)

    @display(description=_("it asks for"))
    def shown_sum(self, quiz: Quiz) -> SafeString | str:
        """Compare what the questions ask for with the time that candidates have."""
        if quiz.pk is None:
            return gettext("Add questions below; their points and minutes are summed up here.")
        asked = list(QuestionVersion.objects.asked_by(quiz))
        minutes = sum(version.estimated_minutes for version in asked)
        limit = round(quiz.time_limit.total_seconds() / 60)
        words = gettext("%(questions)s, %(points)s, about %(minutes)s of %(limit)s.") % {
            "questions": ngettext("%d question", "%d questions", len(asked)) % len(asked),
            "points": ngettext("%d point", "%d points", _points(asked)) % _points(asked),
            "minutes": in_minutes(minutes),
            "limit": in_minutes(limit),
        }
        if minutes <= limit:
            return words
        return format_html(
            '{} <span class="is-warning">{}</span>',
            words,
            gettext("That is more than the time limit."),
        )

    def save_related(
        self, request: HttpRequest, form: forms.ModelForm, formsets: list[Any], change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        if told := section_trouble(form.instance):
            self.message_user(request, told, messages.WARNING)
        unpublished = self._unpublished(form.instance)
        if unpublished:
            self.message_user(
                request,
                gettext("Not published yet, so candidates would not get it: %(questions)s")
                % {"questions": ", ".join(unpublished)},
                messages.WARNING,
            )

    @staticmethod
    def _unpublished(quiz: Quiz) -> list[str]:
        newest = columns.with_publication(QuestionVersion.objects.newest())
        return list(
            newest.filter(question__quiz_questions__quiz=quiz, published_number=None)
            .order_by("question__quiz_questions__position")
            .values_list(F("title"), flat=True)
        )

    # The button

    def get_buttons(self, request: HttpRequest, obj: Quiz) -> list[Button]:
        return [
            Button(gettext("Preview as a candidate"), self.address_of("preview", obj), "play_arrow")
        ]

    def get_urls(self) -> list[URLPattern]:
        return [self.pressed("preview", self.preview), *super().get_urls()]

    def preview(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Start an attempt at all questions for this member of staff."""
        quiz = self.seen_object(request, object_id)
        now = timezone.now()
        try:
            attempt = attempts.start_attempt(
                quiz=quiz,
                time_limit=quiz.time_limit,
                deadline=now + quiz.time_limit,
                purpose=Purpose.PREVIEW,
                now=now,
            )
        except QuizNotReady:
            self.message_user(
                request,
                gettext("This quiz has no published question yet. Publish one and try again."),
                messages.ERROR,
            )
            return redirect(self.address_of("change", quiz))
        response = redirect("quizzes:attempt", attempt.code)
        admit(response, sessions.open_session(attempt=attempt, now=now))
        return response


def section_trouble(quiz: Quiz) -> str:
    """Return what candidates would stumble over in the sections of a quiz, or nothing."""
    sections = list(quiz.sections.all())
    if not sections:
        return ""
    asked = {one.section_id for one in quiz.quiz_questions.all()}
    if empty := [section.title for section in sections if section.pk not in asked]:
        return gettext("No question is in these sections, so candidates do not see them: %s") % (
            ", ".join(empty)
        )
    if sum((section.time_limit for section in sections), timedelta()) > quiz.time_limit:
        return gettext(
            "The sections together have more time than the quiz: its end cuts the last ones short."
        )
    return ""


def in_minutes(minutes: int) -> str:
    return ngettext("%d minute", "%d minutes", minutes) % minutes


def _points(asked: list[Any]) -> int:
    return sum(version.points for version in asked)
