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
