"""Refusals in the candidate's words: what was not done, and what to do next."""

from datetime import timedelta
from math import ceil

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quizzes.domain.errors import (
    AnswerTooLarge,
    LanguageNotOffered,
    NotRunHere,
    OwnTestTooLarge,
    TooFast,
    TooManyOwnTests,
    TooManyRuns,
    TooManySubmissions,
    UnknownChoice,
)
from quizzes.rules.answers import TEXT_LIMIT_BYTES
from quizzes.rules.own_tests import MOST_TESTS, TEST_LIMIT_BYTES

SECONDS_SHOWN_TO = 90
"""A longer wait is told in minutes."""


def words_of(refusal: Exception) -> str:
    """Return what a refusal that leaves the candidate on the page says there."""
    match refusal:
        case AnswerTooLarge():
            words = _(
                "An answer may have %(limit)d KB, and yours has more. Shorten it and save again."
            ) % {"limit": TEXT_LIMIT_BYTES // 1024}
        case UnknownChoice():
            words = _("This question has no such choice. Choose again.")
        case LanguageNotOffered():
            words = _("This question cannot be answered in that language. Choose another one.")
        case NotRunHere():
            words = _(
                "Programs in this language are graded on another machine, where Run does not"
                " reach. Your answer is saved. Submit it, and the verdicts appear here."
            )
        case TooManyOwnTests():
            words = _(
                "An answer may have %(most)d tests of your own. Delete one, then add another."
            ) % {"most": MOST_TESTS}
        case OwnTestTooLarge():
            words = _("A test of your own may have %(limit)d KB. Shorten it, then run again.") % {
                "limit": TEST_LIMIT_BYTES // 1024
            }
        case TooManyRuns():
            words = f"{_too_many_runs()} {_again(refusal)}"
        case TooManySubmissions():
            words = f"{_too_many_submissions()} {_again(refusal)}"
        case _:
            words = _("There is nothing here yet. Write an answer first.")
    return words


def _too_many_runs() -> str:
    return _("You have run this answer very often in a short time, so Run has a pause.")


def _too_many_submissions() -> str:
    return _(
        "You have submitted this answer very often in a short time, so Submit has a pause. What"
        " stands in the box is saved, and counts at the end even if you do not submit it."
    )


def _again(refusal: TooFast) -> str:
    left = max(refusal.again_at - timezone.now(), timedelta(seconds=1))
    seconds = ceil(left.total_seconds())
    if seconds <= SECONDS_SHOWN_TO:
        return ngettext(
            "It works again in %(count)d second.", "It works again in %(count)d seconds.", seconds
        ) % {"count": seconds}
    minutes = ceil(seconds / 60)
    return ngettext(
        "It works again in %(count)d minute.", "It works again in %(count)d minutes.", minutes
    ) % {"count": minutes}
