"""Loops that run side by side in threads until somebody says stop, or one of them fails."""

from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from threading import Event

SIGN_EVERY_SECONDS = 5.0


def run_until_stopped(
    loops: Sequence[Callable[[], None]], *, stopping: Event, on_sign_of_life: Callable[[], None]
) -> None:
    """Run loops that end when ``stopping`` is set; return when all have ended.

    One that ends by itself stops the others, and what it raised is raised here.
    ``on_sign_of_life`` is called every SIGN_EVERY_SECONDS while all of them run.
    """
    with ThreadPoolExecutor(len(loops)) as threads:
        running = [threads.submit(loop) for loop in loops]
        ended = {one for one in running if one.done()}
        while not ended and not stopping.is_set():
            on_sign_of_life()
            ended, _ = wait(running, timeout=SIGN_EVERY_SECONDS, return_when=FIRST_COMPLETED)
        stopping.set()
    for one in running:
        one.result()
