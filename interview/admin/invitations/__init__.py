"""Inviting, watching, and what may be done with an invitation on its way."""

from interview.admin.invitations.page import InvitationAdmin

__all__ = ["InvitationAdmin"]
