"""The fixed vocabularies of hiring."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Outcome(TextChoices):
    ADVANCE = "advance", _("Advance")
    HOLD = "hold", _("Hold")
    REJECT = "reject", _("Reject")


class InvitationState(TextChoices):
    """How far an invitation has come. It is computed, never stored."""

    DRAFT = "draft", _("Not sent")
    SENT = "sent", _("Sent")
    OPENED = "opened", _("Opened")
    RUNNING = "running", _("Running")
    FINISHED = "finished", _("Waiting for grades")
    GRADED = "graded", _("Waiting for a decision")
    DECIDED = "decided", _("Decided")
    EXPIRED = "expired", _("Expired")
    REVOKED = "revoked", _("Revoked")


class LogKind(TextChoices):
    """What can happen to an invitation. What happens in its attempt, the attempt's events tell."""

    INVITED = "invited", _("Invited")
    SENT = "sent", _("Invitation mailed")
    FETCHED = "fetched", _("Link fetched, perhaps by a scanner")
    OPENED = "opened", _("Link opened in a browser")
    STARTED = "started", _("Started")
    RESUMED = "resumed", _("Continued")
    REVOKED = "revoked", _("Revoked")
    EXTENDED = "extended", _("Expiry changed")
    VIEWED = "viewed", _("Result viewed")
    SCORECARD = "scorecard", _("Scorecard filled in")
    DECIDED = "decided", _("Decided")


class GraderFinding(TextChoices):
    """How asking the grader ended."""

    JUDGED = "judged", _("Judged")
    JUDGE_ERROR = "judge_error", _("Our fault")
    UNAVAILABLE = "unavailable", _("No answer")
