"""The forms of a question and its parts."""

from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from quizzes.domain.jobs import checker_for
from quizzes.models import Question, QuestionVersion
from quizzes.rules.answers import normalised

PREVIEW_ID = "statement-preview"


class CodeTextarea(UnfoldAdminTextareaWidget):
    """A box for programs and for what they read and write: fixed width, no spell checking."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        plain = {"spellcheck": "false", "autocapitalize": "off", "wrap": "off", "rows": 8}
        super().__init__({**plain, **(attrs or {})})
        self.attrs["class"] = f"{self.attrs.get('class', '')} code-box"


class CodeField(forms.CharField):
    """Keeps what was typed to the letter, with the line ends of Unix: programs read every one."""

    widget = CodeTextarea

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "strip": False})

    def to_python(self, value: Any) -> str:
        return normalised(super().to_python(value) or "")


class StatementTextarea(UnfoldAdminTextareaWidget):
    """A box for Markdown whose rendering is fetched half a second after the last key."""

    def __init__(self) -> None:
        super().__init__(
            {
                "rows": 16,
                "hx-post": reverse_lazy("admin:quizzes_questionversion_preview"),
                "hx-trigger": "input changed delay:500ms",
                "hx-target": f"#{PREVIEW_ID}",
                "hx-params": "statement,csrfmiddlewaretoken",
            }
        )
        self.attrs["class"] = f"{self.attrs.get('class', '')} statement-box"


class QuestionVersionForm(forms.ModelForm):
    """A draft. Its first saving makes the question as well, by ``code``."""

    code = forms.SlugField(
        label=_("code"),
        max_length=60,
        required=False,
        widget=UnfoldAdminTextInputWidget,
        help_text=_("A short name that never changes. Left empty, it is made from the title."),
    )

    class Meta:
        model = QuestionVersion
        fields = (
            "title",
            "statement",
            "guide",
            "tags",
            "skills",
            "difficulty",
            "estimated_minutes",
            "starter_code",
            "cpu_time_limit_ms",
            "memory_limit_mb",
            "output_limit_kb",
            "checker",
        )
        field_classes = {"starter_code": CodeField}
        widgets = {
            "statement": StatementTextarea,
            "starter_code": CodeTextarea,
        }

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if code and Question.objects.filter(code=code).exists():
            raise forms.ValidationError(_("There is a question with this code already."))
        return code

    def clean_checker(self) -> dict[str, Any]:
        """Refuse now what the grader would not understand later."""
        checker = self.cleaned_data["checker"] or {}
        if not isinstance(checker, dict):
            raise forms.ValidationError(_("A checker is written between { and }."))
        try:
            checker_for(QuestionVersion(checker=checker))
        except ValueError as problem:
            raise forms.ValidationError(str(problem)) from problem
        return checker
