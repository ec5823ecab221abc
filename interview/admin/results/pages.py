"""The result page and its buttons. GET shows and is logged; POST acts, by one function each."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from interview.admin import words
from interview.admin.results.answer_file import AnswerFilePages
from interview.admin.results.answers import shown_text
from interview.admin.results.code import differences
from interview.admin.results.forms import DecisionForm, ScorecardForm, ScoreForm
from interview.admin.results.history import shown_log
from interview.admin.results.parts import buttons_of, shown_result, shown_reviews
from interview.admin.seen import staff
from interview.choices import Outcome
from interview.domain import reviews
from interview.domain.errors import DecisionIncomplete, ReviewClosed
from interview.models import Invitation
from quizzes.admin.buttons import ModelAdminWithButtons
from quizzes.domain import grading
from quizzes.domain.errors import PointsOutOfRange
from quizzes.models import AnswerRevision, Submission


class ResultPages(AnswerFilePages, ModelAdminWithButtons):
    """The page of one invitation, from the link to the decision."""

    def result_urls(self) -> list[URLPattern]:
        return [
            self.shown("result", self.result),
            *self.answer_file_urls(),
            self.pressed("scorecard", self.fill_in_scorecard),
            self.pressed("decide", self.decide),
            self._part("score", "submissions/<int:submission_id>/score/", require_POST(self.score)),
            self._part(
                "regrade", "submissions/<int:submission_id>/regrade/", require_POST(self.regrade)
            ),
            self._part(
                "revision",
                "answers/<int:answer_number>/revisions/<int:number>/",
                require_safe(self.revision),
            ),
        ]

    def _part(self, name: str, rest: str, view: Callable[..., HttpResponse]) -> URLPattern:
        return path(
            f"<int:object_id>/{rest}",
            self.admin_site.admin_view(view),
            name=f"interview_invitation_{name}",
        )

    def result(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show everything. Looking is logged, and starts, finishes and grades nothing."""
        invitation = self.seen_object(request, object_id)
        reviews.record_view(invitation=invitation, actor=staff(request), now=timezone.now())
        return self._page(request, invitation)

    def score(self, request: HttpRequest, object_id: int, submission_id: int) -> HttpResponse:
        invitation = self.seen_object(request, str(object_id))
        submission = self._submission(request, invitation, submission_id)
        form = ScoreForm(
            request.POST, prefix=f"score-{submission.pk}", points=submission.answer.points
        )
        if not form.is_valid():
            return self._page(request, invitation, score=(submission.pk, form), status=400)
        try:
            grading.score_by_hand(
                submission=submission,
                points=form.cleaned_data["points"],
                comment=form.cleaned_data["comment"],
                graded_by=staff(request),
                now=timezone.now(),
            )
        except PointsOutOfRange:
            form.add_error("points", gettext("That is more than the answer is worth."))
            return self._page(request, invitation, score=(submission.pk, form), status=400)
        self.message_user(request, gettext("The points are kept."), messages.SUCCESS)
        return _back(invitation, f"question-{submission.answer.number}")

    def regrade(self, request: HttpRequest, object_id: int, submission_id: int) -> HttpResponse:
        invitation = self.seen_object(request, str(object_id))
        submission = self._submission(request, invitation, submission_id)
        if not submission.answer.question.is_coding:
            raise Http404
        grading.regrade(submission=submission, now=timezone.now())
        self.message_user(
            request, gettext("It is being graded again. The earlier grade stays in the history.")
        )
        return _back(invitation, f"question-{submission.answer.number}")

    def fill_in_scorecard(self, request: HttpRequest, object_id: str) -> HttpResponse:
        invitation = self.seen_object(request, object_id)
        if not request.user.has_perm("interview.add_scorecard"):
            raise PermissionDenied
        form = ScorecardForm(request.POST, criteria=invitation.position.criteria.all())
        if not form.is_valid():
            return self._page(request, invitation, scorecard_form=form, status=400)
        try:
            reviews.fill_in_scorecard(
                invitation=invitation,
                reviewer=staff(request),
                recommendation=Outcome(form.cleaned_data["recommendation"]),
                comment=form.cleaned_data["comment"],
                levels=form.levels,
                now=timezone.now(),
            )
        except ReviewClosed:
            told = gettext("A decision was made, so scorecards stay as they are.")
            self.message_user(request, told, messages.ERROR)
        else:
            told = gettext("Your scorecard is kept. You can change it until a decision is made.")
            self.message_user(request, told, messages.SUCCESS)
        return _back(invitation, "scorecards")

    def decide(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask once more; when that was confirmed, keep the decision."""
        invitation = self.seen_object(request, object_id)
        if not request.user.has_perm("interview.add_decision"):
            raise PermissionDenied
        form = DecisionForm(request.POST, position=invitation.position)
        if not form.is_valid() or "change" in request.POST:
            return self._page(request, invitation, decision_form=form, status=400)
        if "confirmed" not in request.POST:
            return self._confirm_decision(request, invitation, form)
        try:
            decision = reviews.decide(
                invitation=invitation,
                outcome=Outcome(form.cleaned_data["outcome"]),
                reason=form.cleaned_data["reason"],
                feedback=form.cleaned_data.get("feedback", ""),
                decided_by=staff(request),
                now=timezone.now(),
            )
        except DecisionIncomplete:
            told = gettext("The candidate is still taking the quiz. Decide when it is over.")
            self.message_user(request, told, messages.ERROR)
        else:
            told = gettext("Decided: %(outcome)s.") % {"outcome": decision}
            self.message_user(request, told, messages.SUCCESS)
        return _back(invitation, "decision")

    def revision(
        self, request: HttpRequest, object_id: int, answer_number: int, number: int
    ) -> HttpResponse:
        """Show one saved text, and what changed since the one before."""
        invitation = self.seen_object(request, str(object_id))
        revisions = AnswerRevision.objects.filter(
            answer__attempt=invitation.attempt, answer__number=answer_number
        )
        revision = revisions.select_related("answer__question").filter(number=number).first()
        if revision is None:
            raise Http404
        before = revisions.filter(number__lt=number).last()
        has_next = revisions.filter(number__gt=number).exists()
        return render(
            request,
            "admin/interview/invitation/revision.html",
            {
                **self.admin_site.each_context(request),
                "title": gettext("Saved text %(number)d") % {"number": number},
                "opts": self.opts,
                "invitation": invitation,
                "answer": revision.answer,
                "revision": revision,
                "text": shown_text(revision.text, revision.language),
                "before": before,
                "lines": differences(before.text if before else "", revision.text),
                "next_number": number + 1 if has_next else None,
            },
        )

    def _submission(
        self, request: HttpRequest, invitation: Invitation, submission_id: int
    ) -> Submission:
        """Return a submission of this invitation and no other.

        Raises:
            PermissionDenied: this member of staff may not grade.
            Http404: it belongs to somebody else.
        """
        if not request.user.has_perm("quizzes.add_grade"):
            raise PermissionDenied
        submission = (
            Submission.objects.filter(answer__attempt=invitation.attempt, pk=submission_id)
            .select_related("answer__question", "answer__attempt")
            .first()
        )
        if submission is None or invitation.attempt is None:
            raise Http404
        return submission

    def _confirm_decision(
        self, request: HttpRequest, invitation: Invitation, form: DecisionForm
    ) -> HttpResponse:
        return render(
            request,
            "admin/interview/invitation/confirm_decision.html",
            {
                **self.admin_site.each_context(request),
                "title": gettext("Keep this decision?"),
                "opts": self.opts,
                "invitation": invitation,
                "outcome": Outcome(form.cleaned_data["outcome"]),
                "reason": form.cleaned_data["reason"],
                "feedback": form.cleaned_data.get("feedback", ""),
                "result": words.result_words(invitation),
                "address": self.address_of("decide", invitation),
            },
        )

    def _page(
        self,
        request: HttpRequest,
        invitation: Invitation,
        *,
        score: tuple[int, ScoreForm] | None = None,
        scorecard_form: ScorecardForm | None = None,
        decision_form: DecisionForm | None = None,
        status: int = 200,
    ) -> HttpResponse:
        """Show the page. A form that was refused stands in it again, with what was typed."""
        user = staff(request)
        return render(
            request,
            "admin/interview/invitation/result.html",
            {
                **self.admin_site.each_context(request),
                **shown_result(invitation, user, refused_score=score),
                **shown_reviews(invitation, user, scorecard_form, decision_form),
                "title": invitation.candidate.name,
                "opts": self.opts,
                "log": shown_log(invitation),
                "buttons": buttons_of(invitation)
                if self.has_change_permission(request, invitation)
                else [],
            },
            status=status,
        )


def _back(invitation: Invitation, part: str) -> HttpResponseRedirect:
    address = reverse("admin:interview_invitation_result", args=[invitation.pk])
    return HttpResponseRedirect(f"{address}#{part}")
