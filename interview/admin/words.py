"""How invitations are told in a few words: in lists, on the front page, on the result page."""

from datetime import datetime, timedelta
from decimal import Decimal

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from interview.choices import InvitationState, MailState
from interview.models import Invitation


def points_words(points: Decimal) -> str:
    """Return points without zeros that say nothing: 7.5, not 7.50."""
    return f"{points.normalize():f}"


def state_words(invitation: Invitation) -> tuple[InvitationState, str]:
    """Return a state and its words; of a running attempt, with the time that is left."""
    now = timezone.now()
    state = invitation.state(now)
    if state is InvitationState.RUNNING and invitation.attempt is not None:
        left = time_words(invitation.attempt.remaining(now))
        return state, gettext("Running, %(time)s left") % {"time": left}
    return state, str(state.label)


def time_words(span: timedelta) -> str:
    """Return a span in hours and minutes, rounded up, so that the last minute reads as one."""
    minutes = -(-int(span.total_seconds()) // 60)
    if minutes < 60:  # noqa: PLR2004 -- minutes of an hour
        return gettext("%d min") % minutes
    return gettext("%(hours)d h %(minutes)d min") % {
        "hours": minutes // 60,
        "minutes": minutes % 60,
    }


def result_words(invitation: Invitation) -> str:
    """Return points and percent; while something waits for a grade, that they are not final."""
    attempt = invitation.attempt
    result = getattr(attempt, "result", None)
    if attempt is None or attempt.finished_at is None or result is None:
        return "-"
    words = f"{result} · {result.percent} %"
    return words if result.is_complete else gettext("%(points)s so far") % {"points": words}


MAIL_TROUBLES = {
    MailState.FAILED: _(
        "The mail server did not take the mail. It is tried again every five minutes until the"
        " link expires; you may also copy the link and send it yourself."
    ),
    MailState.DEFERRED: _(
        "The candidate's mail server refused the mail for now: the mailbox may be full. Send it"
        " again later, or ask the candidate for another address."
    ),
    MailState.BOUNCED: _(
        "The mail came back. Check the candidate's address, then send it again; or reach the"
        " candidate in another way and give them the link."
    ),
    MailState.COMPLAINED: _(
        "The candidate's mail service calls the mail spam. Send no more of them; ask the candidate"
        " in another way."
    ),
}
"""What happened, and what to do next."""


def mail_label(invitation: Invitation) -> tuple[str, str] | str:
    """Return the state of the last mail with its words; a dash when none was asked for."""
    if invitation.sent_at is None or invitation.mail_state == MailState.UNKNOWN:
        return "-"
    return invitation.mail_state, invitation.get_mail_state_display()


def mail_trouble(invitation: Invitation) -> str:
    """Return why the candidate may not have the link and what to do; nothing if all is well."""
    if not invitation.has_mail_trouble or invitation.attempt is not None:
        return ""
    return str(MAIL_TROUBLES[MailState(invitation.mail_state)])


def decision_words(invitation: Invitation) -> str:
    """Return the decision that holds: the newest."""
    decisions = list(invitation.decisions.all())
    return str(decisions[-1].get_outcome_display()) if decisions else "-"


def moment(at: datetime | None) -> str:
    """Return a moment short enough for a table, in the site's time zone."""
    return date_format(timezone.localtime(at), "j M H:i") if at else "-"
