"""Expected refusals of hiring. The caller turns each into words."""


class InvitationExpired(Exception):
    """The invitation's last day has passed."""


class InvitationRevoked(Exception):
    """The invitation was taken back."""


class InvitationUsed(Exception):
    """The attempt that this invitation allowed is over."""


class InvitationStarted(Exception):
    """The candidate has started: the end of the attempt is settled."""


class ExpiryInThePast(Exception):
    """An invitation should expire at a moment that is over already."""


class ReviewClosed(Exception):
    """A decision was made, so scorecards stay as they are."""


class DecisionIncomplete(Exception):
    """A decision lacks its reason, or the attempt has not ended yet."""


class InvitationNotOpenYet(Exception):
    """The time in which the quiz may be started has not begun."""


class InvitationWithdrawn(Exception):
    """The candidate has declined, or stopped taking part."""


class InvitationNotStarted(Exception):
    """There is no attempt yet to which time could be added."""


class InvitationDecided(Exception):
    """A decision was made, so the attempt stays as it is."""


class RulesNotAccepted(Exception):
    """The quiz's rules were not accepted, or are not those that were read."""


class ExtraTimeOverLimit(Exception):
    """More extra time was asked for than the company gives by itself."""


class MessageEmpty(Exception):
    """A message or an answer says nothing."""


class MessageTooLong(Exception):
    """A message or an answer has more than interview.rules.problems.TEXT_LENGTH characters."""


class TooManyProblems(Exception):
    """As many messages of this candidate as may be wait for an answer."""


class ProblemAnswered(Exception):
    """Somebody has answered this message already."""
