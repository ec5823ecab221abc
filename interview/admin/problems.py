"""Candidates who are stuck: reading what they wrote, answering, and giving time back."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from interview.admin import words
from interview.admin.seen import SeenByPosition, staff
from interview.domain import problems
from interview.domain.errors import (
    InvitationDecided,
    InvitationNotStarted,
    InvitationWithdrawn,
    ProblemAnswered,
)
from interview.models import Problem
from interview.rules.problems import TEXT_LENGTH
from quizzes.admin.buttons import ModelAdminWithButtons

REFUSALS: dict[type[Exception], Any] = {
    InvitationNotStarted: _("No time can be added: the candidate has not started."),
    InvitationDecided: _("No time can be added: a decision was made."),
    InvitationWithdrawn: _("No time can be added: the candidate takes no part any more."),
}


class AnswerForm(forms.Form):
    """What the candidate is told, and what they get back."""

    text = forms.CharField(
        label=_("Your answer"),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("The candidate reads it on the page and in a mail."),
    )
    minutes = forms.IntegerField(
        label=_("Minutes to add"),
        min_value=0,
        max_value=600,
        initial=0,
        help_text=_("0 adds none. An attempt that is over opens again."),
    )


class ProblemList(ChangeList):
    def url_for_result(self, result: Model) -> str:
        return reverse("admin:interview_problem_answer", args=[result.pk])


class WaitingFilter(admin.SimpleListFilter):
    title = _("answer")
    parameter_name = "answer"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("waits", _("Waits for one")), ("given", _("Given"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Problem]) -> QuerySet[Problem]:
        if self.value() in {"waits", "given"}:
            return queryset.filter(answered_at__isnull=self.value() == "waits")
        return queryset


@admin.register(Problem)
class ProblemAdmin(SeenByPosition, ModelAdminWithButtons):
    """A list of messages; each leads to the page on which it is answered."""

    list_display = ("person", "shown_question", "written", "shown_state", "answered_by")
    list_filter = (WaitingFilter,)
    list_select_related = ("invitation__candidate", "invitation__position", "answered_by")
    ordering = ("-at",)
    search_fields = ("invitation__candidate__name", "invitation__position__title")
    actions = None

    @display(description=_("candidate"), header=True)
    def person(self, problem: Problem) -> tuple[str, str]:
        return problem.invitation.candidate.name, problem.invitation.position.title

    @display(description=_("question"), ordering="question")
    def shown_question(self, problem: Problem) -> str:
        return str(problem.question or "-")

    @display(description=_("written"), ordering="at")
    def written(self, problem: Problem) -> str:
        return words.moment(problem.at)

    @display(
        description=_("state"), ordering="answered_at", label={True: "success", False: "warning"}
    )
    def shown_state(self, problem: Problem) -> tuple[bool, str]:
        is_answered = problem.answered_at is not None
        return is_answered, gettext("Answered") if is_answered else gettext("Waits for an answer")

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return ProblemList

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        return redirect("admin:interview_problem_answer", self.seen_object(request, object_id).pk)

    def get_urls(self) -> list[URLPattern]:
        answer = path(
            "<int:object_id>/answer/",
            self.admin_site.admin_view(self.answer),
            name="interview_problem_answer",
        )
        return [answer, *super().get_urls()]

    def answer(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Show one message with the others of the same candidate; keep what is answered."""
        problem: Problem = self.seen_object(request, str(object_id))
        if request.method != "POST":
            return self._page(request, problem, AnswerForm())
        if not self.has_change_permission(request, problem):
            raise PermissionDenied
        form = AnswerForm(request.POST)
        if not form.is_valid():
            return self._page(request, problem, form, status=400)
        try:
            problems.answer(
                problem=problem,
                text=form.cleaned_data["text"],
                minutes=form.cleaned_data["minutes"],
                actor=staff(request),
                now=timezone.now(),
            )
        except tuple(REFUSALS) as refusal:
            form.add_error("minutes", REFUSALS[type(refusal)])
            return self._page(request, problem, form, status=400)
        except ProblemAnswered:
            told = gettext("Somebody else has answered meanwhile. Your answer was not sent.")
            self.message_user(request, told, messages.ERROR)
            problem.refresh_from_db()
            return self._page(request, problem, form, status=409)
        told = gettext("Answered. The candidate's page says so within a minute, and a mail does.")
        self.message_user(request, told, messages.SUCCESS)
        return redirect("admin:index")

    def _page(
        self, request: HttpRequest, problem: Problem, form: AnswerForm, status: int = 200
    ) -> HttpResponse:
        invitation = problem.invitation
        return render(
            request,
            "admin/interview/problem/answer.html",
            {
                **self.admin_site.each_context(request),
                "title": gettext("A candidate has a problem"),
                "opts": self.opts,
                "problem": problem,
                "invitation": invitation,
                "state_words": words.state_words(invitation)[1],
                "others": invitation.problems.exclude(pk=problem.pk).order_by("at"),
                "form": form,
                "may_answer": problem.answered_at is None
                and self.has_change_permission(request, problem),
                "may_add_time": invitation.attempt_id is not None,
            },
            status=status,
        )
