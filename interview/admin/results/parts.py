"""The parts of the result page: the sum, the answers, the reviews, and the buttons of the link."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from interview.admin import words
from interview.admin.results.answers import ShownAnswer, ShownSubmission, shown_answers
from interview.admin.results.forms import DecisionForm, ScorecardForm, ScoreForm
from interview.admin.results.reviews import reviews_of
from interview.admin.stages import COLOURS
from interview.choices import InvitationState
from interview.models import Invitation
from quizzes.admin.buttons import Button

NEVER_TAKEN = frozenset(
    {InvitationState.EXPIRED, InvitationState.REVOKED, InvitationState.WITHDRAWN}
)


def shown_result(
    invitation: Invitation, user: User, *, refused_score: tuple[int, ScoreForm] | None
) -> dict[str, Any]:
    """Return the head of the page and the answers, each submission with the form that scores it.

    refused_score: a submission's key with the form that was refused for it.
    """
    attempt = invitation.attempt
    result = getattr(attempt, "result", None)
    state, state_words = words.state_words(invitation)
    is_over = _is_over(invitation, timezone.now())
    return {
        "invitation": invitation,
        "attempt": attempt,
        "result": result,
        "result_points": words.points_words(result.points) if result else "",
        "state": state,
        "state_words": state_words,
        "state_colour": COLOURS[state],
        "mail_trouble": words.mail_trouble(invitation),
        "is_over": is_over,
        "time_used": _time_used(invitation) if is_over else "",
        "answers": [
            (answer, _score_forms(answer, refused_score))
            for answer in (shown_answers(attempt) if attempt else [])
        ],
        "may_grade": user.has_perm("quizzes.add_grade"),
    }


def shown_reviews(
    invitation: Invitation,
    user: User,
    scorecard_form: ScorecardForm | None,
    decision_form: DecisionForm | None,
) -> dict[str, Any]:
    """Return scorecards and decisions with their forms.

    Somebody who never took the quiz can be decided about; there is nothing to review.
    """
    now = timezone.now()
    seen = reviews_of(invitation, user)
    is_over = _is_over(invitation, now)
    is_settled = is_over or invitation.state(now) in NEVER_TAKEN
    return {
        "reviews": seen,
        "may_review": is_over and not seen.decisions and user.has_perm("interview.add_scorecard"),
        "may_decide": is_settled and user.has_perm("interview.add_decision"),
        "scorecard_form": scorecard_form
        or ScorecardForm(criteria=seen.criteria, scorecard=seen.own),
        "decision_form": decision_form or DecisionForm(position=invitation.position),
    }


def buttons_of(invitation: Invitation) -> list[Button]:
    """Return what may be done with the link, as long as it leads somewhere."""
    state = invitation.state(timezone.now())
    is_draft = state is InvitationState.DRAFT
    send = Button(
        _("Send the mail…") if is_draft else _("Send again…"),
        _address("send", invitation),
        "send",
        is_primary=is_draft,
        is_link=True,
    )
    edit = Button(_("Edit"), _address("change", invitation), "edit", is_link=True)
    extend = Button(_("Extend…"), _address("extend", invitation), "event", is_link=True)
    revoke = Button(_("Revoke…"), _address("revoke", invitation), "block", is_link=True)
    add_time = Button(_("Add time…"), _address("add_time", invitation), "more_time", is_link=True)
    load = Button(_("Load a file…"), _address("answer_file", invitation), "upload", is_link=True)
    return {
        InvitationState.DRAFT: [send, edit, extend, revoke],
        InvitationState.SENT: [send, extend, revoke],
        InvitationState.OPENED: [send, extend, revoke],
        InvitationState.EXPIRED: [extend],
        InvitationState.RUNNING: [send, add_time],
        InvitationState.FINISHED: [add_time, load],
        InvitationState.GRADED: [add_time, load],
        InvitationState.WITHDRAWN: [] if invitation.attempt else [extend],
    }.get(state, [])


def _is_over(invitation: Invitation, now: datetime) -> bool:
    return invitation.attempt is not None and not invitation.attempt.is_open(now)


def _time_used(invitation: Invitation) -> str:
    """Return the share of their time that somebody used.

    Not the minutes: those would tell who has extra time to those who judge.
    """
    attempt = invitation.attempt
    if attempt is None:
        return ""
    ended_at = attempt.finished_at or attempt.closes_at
    had = max(attempt.closes_at, ended_at) - attempt.started_at
    share = round(100 * ((ended_at - attempt.started_at) / had)) if had else 100
    return _("%(share)d %% of what they had") % {"share": share}


def _score_forms(
    answer: ShownAnswer, refused: tuple[int, ScoreForm] | None
) -> list[tuple[ShownSubmission, ScoreForm]]:
    return [
        (
            submission,
            refused[1]
            if refused is not None and refused[0] == submission.pk
            else ScoreForm(prefix=f"score-{submission.pk}", points=answer.points),
        )
        for submission in answer.all_submissions
    ]


def _address(name: str, invitation: Invitation) -> str:
    return reverse(f"admin:interview_invitation_{name}", args=[invitation.pk])
