"""The fixed vocabularies of hiring."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Outcome(TextChoices):
    ADVANCE = "advance", _("Advance")
    HOLD = "hold", _("Hold")
    REJECT = "reject", _("Reject")


class Finding(TextChoices):
    """How one question went, as its candidate may read after the decision."""

    RIGHT = "right", _("Right")
    PARTLY = "partly", _("Partly right")
    NOT_RIGHT = "not_right", _("Not right")
    UNANSWERED = "unanswered", _("Not answered")
    UNGRADED = "ungraded", _("Not graded")


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
    WITHDRAWN = "withdrawn", _("Declined by the candidate")


class MailState(TextChoices):
    """What is known of the last mail with an invitation's link."""

    UNKNOWN = "unknown", _("Unknown")
    WAITING = "waiting", _("Being sent")
    SENDING = "sending", _("Being handed over")
    FAILED = "failed", _("Not sent yet")
    SENT = "sent", _("Handed over")
    DEFERRED = "deferred", _("Refused for now")
    DELIVERED = "delivered", _("Delivered")
    BOUNCED = "bounced", _("Came back")
    COMPLAINED = "complained", _("Called spam")


class LetterKind(TextChoices):
    """What a letter tells. Its templates are named after it."""

    FINISHED = "finished", _("The quiz is finished")
    WITHDRAWN = "withdrawn", _("The candidate takes no part")
    WITHDRAWN_STAFF = "withdrawn_staff", _("The candidate takes no part, to the company")
    PROBLEM = "problem", _("A candidate has a problem, to the company")
    ANSWER = "answer", _("Our answer to a problem")


class LetterState(TextChoices):
    """How far a letter has come."""

    WAITING = "waiting", _("Being sent")
    SENDING = "sending", _("Being handed over")
    FAILED = "failed", _("Not sent yet")
    SENT = "sent", _("Handed over")
    REFUSED = "refused", _("Refused")
    UNSURE = "unsure", _("Perhaps sent")
    OUTDATED = "outdated", _("Not sent: no longer true")


class LogKind(TextChoices):
    """What can happen to an invitation. What happens in its attempt, the attempt's events tell."""

    INVITED = "invited", _("Invited")
    SENT = "sent", _("Invitation mailed")
    MAIL_FAILED = "mail_failed", _("Mail could not be sent yet")
    DEFERRED = "deferred", _("Mail refused for now")
    DELIVERED = "delivered", _("Mail delivered")
    BOUNCED = "bounced", _("Mail came back")
    COMPLAINED = "complained", _("Mail called spam")
    FETCHED = "fetched", _("Link fetched, perhaps by a scanner")
    OPENED = "opened", _("Link opened in a browser")
    STARTED = "started", _("Started")
    RESUMED = "resumed", _("Continued")
    LINK_REQUESTED = "link_requested", _("Asked for the link once more")
    WITHDRAWN = "withdrawn", _("Declined by the candidate")
    ASKED = "asked", _("Wrote to us about a problem")
    ANSWERED = "answered", _("Problem answered")
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
