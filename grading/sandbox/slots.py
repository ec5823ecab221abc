"""Which unprivileged user runs a keeper's submissions, when the keeper is root.

Limits on processes do not bind root, and root may look into any process, so the stem
changes to a user that owns nothing and that no other keeper uses at the same time.
"""

from __future__ import annotations

import os
import socket
from dataclasses import dataclass

from grading.sandbox import SandboxUnavailable

FIRST_UID = 60_600
SLOTS = 64
"""A range without users or system purposes. Source: systemd's "Users, Groups, UIDs and
GIDs on systemd Systems": 60578 to 61183 is unused."""


@dataclass(frozen=True, slots=True)
class Slot:
    """The user of our submissions; held until closed.

    uid: None if we are not root: then runs have our own user.
    """

    uid: int | None
    holder: socket.socket | None = None

    def close(self) -> None:
        if self.holder is not None:
            self.holder.close()


def take_slot() -> Slot:
    """Return a slot that no other keeper on this machine holds.

    Held by an abstract socket name, which the kernel frees whatever happens to us.

    Raises:
        SandboxUnavailable: all slots are taken.
    """
    if os.geteuid() != 0:
        return Slot(uid=None)
    for uid in range(FIRST_UID, FIRST_UID + SLOTS):
        holder = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        try:
            holder.bind(f"\0grading-slot-{uid}")
        except OSError:
            holder.close()
        else:
            return Slot(uid, holder)
    raise SandboxUnavailable(f"all {SLOTS} users for submissions are in use")
