"""What is known of an invitation's mail, and what news of it changes."""

from datetime import timedelta

from interview.choices import LetterState, MailState

TRY_AGAIN_AFTER = timedelta(minutes=5)
"""A mail server that was away is asked again. Source: RFC 5321, 4.5.4.1 asks for 30 minutes between
servers; ours is the first one, which is away or is not."""

LOST_AFTER = timedelta(minutes=15)
"""Whoever took a mail to send it has died. Source: Lambda's longest time for a function."""

ORDER = (
    MailState.UNKNOWN,
    MailState.WAITING,
    MailState.SENDING,
    MailState.FAILED,
    MailState.SENT,
    MailState.DEFERRED,
    MailState.DELIVERED,
    MailState.BOUNCED,
    MailState.COMPLAINED,
)
"""News come twice and in any order; of two, the later in this list holds.

A bounce "for now" is often a machine that answers "out of office", and says
nothing against a delivery; a final one does, however late it comes.
"""

TROUBLES = frozenset(
    {MailState.FAILED, MailState.DEFERRED, MailState.BOUNCED, MailState.COMPLAINED}
)
"""Somebody has to look: the candidate may not have the link."""

UNSENT = frozenset({MailState.WAITING, MailState.FAILED})
"""Whoever sends mails may take these."""


UNSENT_LETTERS = frozenset({LetterState.WAITING, LetterState.FAILED})
"""Whoever sends letters may take these."""

GIVE_UP_AFTER = timedelta(days=2)
"""How long a letter is tried. Source: RFC 5321, 4.5.4.1 asks for four to five days of a server for
any mail; what ours tell stands on a page as well, and surprises when it comes so late."""


def is_news(heard: MailState, *, known: MailState) -> bool:
    """Say whether what was heard of a mail takes the place of what is known."""
    return ORDER.index(heard) > ORDER.index(known)
