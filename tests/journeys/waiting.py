"""Waiting for what no page shows by itself."""

import time
from collections.abc import Callable

LOOK_EVERY_SECONDS = 0.1


def until[T](look: Callable[[], T], *, seconds: float = 30) -> T:
    """Look again and again, and return the first thing seen that is true.

    Raises:
        AssertionError: there was none in so many seconds.
    """
    deadline = time.monotonic() + seconds
    while not (seen := look()):
        assert time.monotonic() < deadline, f"Waited {seconds} s in vain for {look}."
        time.sleep(LOOK_EVERY_SECONDS)
    return seen
