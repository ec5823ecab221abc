"""What happened between two saves, in words for the reviewer."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quizzes.models import AnswerRevision

MINUTE = 60


def happened_since(before: AnswerRevision | None, revision: AnswerRevision) -> str:
    """Return a line such as "812 characters pasted from outside; away for 2 min"; often none."""
    told: dict[str, Any] = revision.since_last
    parts = [
        *(_pasted(paste) for paste in told.get("pastes", [])),
        *([_away(told)] if told.get("away_ms") else []),
        *([_("in another browser")] if _is_elsewhere(before, revision) else []),
    ]
    return "; ".join(parts)


def _is_elsewhere(before: AnswerRevision | None, revision: AnswerRevision) -> bool:
    """Say whether both are known to come from a browser, and not from the same."""
    if before is None or before.session_id is None or revision.session_id is None:
        return False
    return before.session_id != revision.session_id


def _pasted(paste: dict[str, Any]) -> str:
    count = paste["characters"]
    if paste["from"] == "inside":
        sentence = ngettext(
            "%(count)d character pasted from the quiz",
            "%(count)d characters pasted from the quiz",
            count,
        )
    else:
        sentence = ngettext(
            "%(count)d character pasted from outside",
            "%(count)d characters pasted from outside",
            count,
        )
    return sentence % {"count": count}


def _away(told: dict[str, Any]) -> str:
    seconds = told["away_ms"] // 1000
    if seconds < MINUTE:
        return _("away for %(count)d s") % {"count": seconds}
    return _("away for %(count)d min") % {"count": seconds // MINUTE}
