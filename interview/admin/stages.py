"""How far invitations have come, asked of the database.

The rule is interview.rules.invitations.invitation_state; this says the same in
SQL, where lists are narrowed and counted. A test holds the two together.
"""

from datetime import datetime
from typing import Any

from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Value, When

from interview.choices import InvitationState, MailState
from interview.models import Decision, Invitation

COLOURS = {
    InvitationState.DRAFT: "",
    InvitationState.SENT: "info",
    InvitationState.OPENED: "info",
    InvitationState.RUNNING: "primary",
    InvitationState.FINISHED: "warning",
    InvitationState.GRADED: "warning",
    InvitationState.DECIDED: "success",
    InvitationState.EXPIRED: "danger",
    InvitationState.REVOKED: "danger",
    InvitationState.WITHDRAWN: "danger",
}
"""unfold's label colours; the words of the state always stand in the label."""

MAIL_COLOURS = {
    MailState.WAITING: "",
    MailState.SENDING: "",
    MailState.SENT: "info",
    MailState.FAILED: "warning",
    MailState.DEFERRED: "warning",
    MailState.DELIVERED: "success",
    MailState.BOUNCED: "danger",
    MailState.COMPLAINED: "danger",
}


def with_stage(invitations: QuerySet[Invitation], now: datetime) -> QuerySet[Any]:
    """Annotate ``stage``, the InvitationState at this moment."""
    started = Q(attempt__isnull=False)
    is_open = Q(attempt__finished_at__isnull=True, attempt__closes_at__gt=now)
    decided = Exists(Decision.objects.filter(invitation=OuterRef("pk")))
    return invitations.annotate(
        stage=Case(
            When(decided, then=Value(InvitationState.DECIDED.value)),
            When(withdrawn_at__isnull=False, then=Value(InvitationState.WITHDRAWN.value)),
            When(started & is_open, then=Value(InvitationState.RUNNING.value)),
            When(
                started & Q(attempt__result__is_complete=True),
                then=Value(InvitationState.GRADED.value),
            ),
            When(started, then=Value(InvitationState.FINISHED.value)),
            When(revoked_at__isnull=False, then=Value(InvitationState.REVOKED.value)),
            When(expires_at__lte=now, then=Value(InvitationState.EXPIRED.value)),
            When(opened_at__isnull=False, then=Value(InvitationState.OPENED.value)),
            When(sent_at__isnull=True, then=Value(InvitationState.DRAFT.value)),
            default=Value(InvitationState.SENT.value),
            output_field=CharField(),
        )
    )
