"""Expected refusals of hiring. The caller turns each into words."""


class InvitationExpired(Exception):
    """The invitation's last day has passed."""


class InvitationRevoked(Exception):
    """The invitation was taken back."""


class InvitationUsed(Exception):
    """The attempt that this invitation allowed is over."""


class DecisionIncomplete(Exception):
    """A decision lacks its reason, or the attempt has not ended yet."""
