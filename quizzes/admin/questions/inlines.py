"""The parts of a question. Of a published one they are shown and cannot be changed."""

from typing import Any

from django.db.models import Field
from django.forms import Field as FormField
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import StackedInline, TabularInline

from quizzes.admin.questions.forms import CodeField, CodeTextarea
from quizzes.choices import CHOICE_KINDS, QuestionKind
from quizzes.models import Choice, QuestionVersion, Solution, TestCase

ROWS = {"input": 4, "expected_output": 4, "source": 12, "explanation": 2, "text": 3, "note": 3}
"""Heights of boxes, in lines."""

CODE_FIELDS = frozenset({"input", "expected_output", "source"})

FIRST_CHOICES = "abcd"
"""The codes of the rows that stand ready for a new question. A row without a text is not kept."""

CASES_ON_A_PAGE = 25
"""What one page shows and posts: a form takes 1000 fields, and a test case has nine of them."""


class PartInline:
    """What the inlines have in common: a tab, and no change once published."""

    extra = 0
    tab = True
    show_count = True

    def has_add_permission(self, request: HttpRequest, obj: QuestionVersion | None) -> bool:
        return self._may_change(obj) and super().has_add_permission(request, obj)  # type: ignore[misc]

    def has_change_permission(
        self, request: HttpRequest, obj: QuestionVersion | None = None
    ) -> bool:
        return self._may_change(obj) and super().has_change_permission(request, obj)  # type: ignore[misc]

    def has_delete_permission(
        self, request: HttpRequest, obj: QuestionVersion | None = None
    ) -> bool:
        return self._may_change(obj) and super().has_delete_permission(request, obj)  # type: ignore[misc]

    def formfield_for_dbfield(
        self, db_field: Field, request: HttpRequest, **kwargs: Any
    ) -> FormField | None:
        if db_field.name in CODE_FIELDS:
            kwargs.update(form_class=CodeField, widget=CodeTextarea)
        field: FormField | None = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        if field is not None and db_field.name in ROWS:
            field.widget.attrs["rows"] = ROWS[db_field.name]
        if field is not None:
            # A table's heading names its column only for those who see it.
            field.widget.attrs.setdefault("aria-label", str(field.label or db_field.verbose_name))
        return field

    @staticmethod
    def _may_change(obj: QuestionVersion | None) -> bool:
        return obj is None or not obj.is_published


class ChoiceInline(PartInline, TabularInline):
    model = Choice
    fields = ("code", "text", "is_correct", "note", "position")
    ordering_field = "position"
    hide_ordering_field = True
    show_title = False
    verbose_name_plural = _("choices")

    def get_extra(
        self, request: HttpRequest, obj: QuestionVersion | None = None, **kwargs: Any
    ) -> int:
        return len(FIRST_CHOICES) if obj is None else 0


class TestCaseInline(PartInline, StackedInline):
    __test__ = False  # else pytest collects it

    model = TestCase
    fields = (
        ("code", "is_sample", "weight"),
        ("input", "expected_output"),
        "explanation",
        "position",
    )
    ordering_field = "position"
    hide_ordering_field = True
    per_page = CASES_ON_A_PAGE
    verbose_name_plural = _("test cases")

    def get_extra(
        self, request: HttpRequest, obj: QuestionVersion | None = None, **kwargs: Any
    ) -> int:
        return 1 if obj is None else 0


class SolutionInline(PartInline, StackedInline):
    model = Solution
    fields = (("name", "language", "expected_verdict"), "source")
    verbose_name_plural = _("solutions")


def inlines_for(kind: str) -> list[type]:
    """Return the parts that a kind of question has, in the order in which one writes them."""
    if kind == QuestionKind.CODING:
        return [TestCaseInline, SolutionInline]
    return [ChoiceInline] if kind in CHOICE_KINDS else []
