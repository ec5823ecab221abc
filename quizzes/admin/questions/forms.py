"""The forms of a question and its parts."""

from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.urls import reverse_lazy
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from quizzes.choices import ProgrammingLanguage
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


class StarterCodesWidget(forms.Widget):
    """A box of starter code for each language, beside whether it may be answered in."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        codes = value if isinstance(value, dict) else {}
        languages = [
            {
                "code": language.value,
                "label": language.label,
                "is_offered": language.value in codes,
                "box": CodeTextarea().render(
                    f"{name}_{language}",
                    codes.get(language.value, ""),
                    {"id": f"id_{name}_{language}"},
                ),
            }
            for language in ProgrammingLanguage
        ]
        return render_to_string(
            "admin/quizzes/questionversion/starter_codes.html",
            {"name": name, "languages": languages},
        )

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, str]:
        """Offer what is ticked, and what somebody wrote starter code for."""
        ticked = data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])
        codes = {one.value: data.get(f"{name}_{one}", "") for one in ProgrammingLanguage}
        return {one: code for one, code in codes.items() if code or one in ticked}

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return not self.value_from_datadict(data, files, name)

    def id_for_label(self, id_: str) -> str:
        return ""  # it has several controls, each with a label of its own


class StarterCodesField(forms.Field):
    """Keeps each language's starter code to the letter, like `CodeField`."""

    widget = StarterCodesWidget

    def to_python(self, value: Any) -> dict[str, str]:
        return {language: normalised(code) for language, code in (value or {}).items()}

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (initial or {}) != self.to_python(data)


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

    starter_codes = StarterCodesField(label=_("starter code"), required=False)

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
            "starter_codes",
            "cpu_time_limit_ms",
            "memory_limit_mb",
            "output_limit_kb",
            "checker",
        )
        widgets = {"statement": StatementTextarea}

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
