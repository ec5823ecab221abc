"""How invitations are told in a few words: in lists, on the front page, on the result page."""

from datetime import datetime, timedelta
from decimal import Decimal

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from interview.choices import InvitationState
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


def decision_words(invitation: Invitation) -> str:
    """Return the decision that holds: the newest."""
    decisions = list(invitation.decisions.all())
    return str(decisions[-1].get_outcome_display()) if decisions else "-"


def moment(at: datetime | None) -> str:
    """Return a moment short enough for a table, in the site's time zone."""
    return date_format(timezone.localtime(at), "j M H:i") if at else "-"
