"""Loading the file "my answers" of a candidate whose line was down for good."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from interview.admin.results.code import differences
from interview.admin.seen import staff
from interview.models import Invitation
from quizzes.admin.buttons import ModelAdminWithButtons
from quizzes.domain import answer_files, events
from quizzes.domain.answer_files import Found
from quizzes.domain.errors import AnswerFileRefused

REFUSALS = {
    "format": _("This is not a file of answers. Ask the candidate for my-answers.json."),
    "signature": _("This file was changed, or comes from another quiz. Nothing was loaded."),
    "attempt": _("This file belongs to another quiz of this candidate. Nothing was loaded."),
    "content": _("This file holds something that the quiz does not ask. Nothing was loaded."),
    "open": _("The candidate is still taking the quiz, and can save by opening the link again."),
}


class AnswerFileForm(forms.Form):
    """The file, or after the first look what it held."""

    file = forms.FileField(label=_("The candidate's file"), required=False)
    content = forms.CharField(required=False, strip=False)
    confirmed = forms.BooleanField(required=False)
    numbers = forms.TypedMultipleChoiceField(required=False, coerce=int)

    def __init__(self, *args: Any, numbers: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["numbers"].choices = [(number, number) for number in numbers]  # type: ignore[attr-defined]

    @property
    def data_of_file(self) -> bytes:
        if (upload := self.cleaned_data["file"]) is not None:
            found: bytes = upload.read()
            return found
        return str(self.cleaned_data["content"]).encode()


class AnswerFilePages(ModelAdminWithButtons):
    """Shows first what a file says otherwise than we, and loads what is chosen of it."""

    def answer_file_urls(self) -> list[URLPattern]:
        return [
            path(
                "<path:object_id>/answer-file/",
                self.admin_site.admin_view(self.answer_file),
                name="interview_invitation_answer_file",
            )
        ]

    def answer_file(self, request: HttpRequest, object_id: str) -> HttpResponse:
        invitation: Invitation = self.seen_object(request, object_id)
        if not request.user.has_perm("quizzes.add_grade"):
            raise PermissionDenied
        attempt = invitation.attempt
        if attempt is None:
            raise Http404
        if request.method != "POST":
            return self._answer_file_page(request, invitation)
        numbers = list(attempt.answers.values_list("number", flat=True))
        form = AnswerFileForm(request.POST, request.FILES, numbers=numbers)
        if not form.is_valid():
            return self._answer_file_page(request, invitation, problem=REFUSALS["content"])
        data = form.data_of_file
        try:
            if not form.cleaned_data["confirmed"]:
                file, found = answer_files.read_file(attempt=attempt, data=data)
                return self._answer_file_page(
                    request,
                    invitation,
                    file=file,
                    content=data.decode(),
                    news=[_shown(one) for one in found if one.is_news],
                )
            loaded = answer_files.load_file(
                attempt=attempt,
                data=data,
                numbers=form.cleaned_data["numbers"],
                actor=events.staff(staff(request)),
                now=timezone.now(),
            )
        except AnswerFileRefused as refusal:
            return self._answer_file_page(request, invitation, problem=REFUSALS[refusal.reason])
        told = ngettext(
            "%(count)d answer was loaded from the file and sent to be graded.",
            "%(count)d answers were loaded from the file and sent to be graded.",
            len(loaded),
        )
        self.message_user(request, told % {"count": len(loaded)}, messages.SUCCESS)
        return redirect("admin:interview_invitation_result", invitation.pk)

    def _answer_file_page(
        self, request: HttpRequest, invitation: Invitation, *, problem: Any = "", **found: Any
    ) -> HttpResponse:
        return render(
            request,
            "admin/interview/invitation/answer_file.html",
            {
                **self.admin_site.each_context(request),
                "title": gettext("Load the candidate's file"),
                "opts": self.opts,
                "invitation": invitation,
                "problem": problem,
                **found,
            },
            status=400 if problem else 200,
        )


def _shown(found: Found) -> dict[str, Any]:
    """Return one answer of a file, and how it differs from what was saved."""
    return {
        "number": found.answer.number,
        "title": found.answer.question.title,
        "saved_at": found.answer.saved_at,
        "choices": found.filed.choices,
        "lines": differences(found.answer.text, found.filed.text),
    }
