"""What happens to a process that restricts itself: tried in a forked child."""

import errno
import os
import signal
from collections.abc import Callable


def in_child(*steps: Callable[[], object]) -> str:
    """Do the steps in a child and say how the last one ended.

    Its value, as ``str`` shows it; or the name of the error, such as EPERM; or the
    name of the signal that ended the child. An error in an earlier step is an AssertionError.
    """
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.write(writing, _try(steps).encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as answer:
        said = answer.read()
    status = os.waitpid(pid, 0)[1]
    if os.WIFSIGNALED(status):
        return signal.Signals(os.WTERMSIG(status)).name
    assert not said.startswith("!"), said
    return said


def _try(steps: tuple[Callable[[], object], ...]) -> str:
    *preparing, last = steps
    try:
        for step in preparing:
            step()
    except Exception as error:
        return f"!{type(error).__name__}: {error}"
    try:
        return str(last())
    except OSError as error:
        return errno.errorcode[error.errno or 0]
    except Exception as error:
        return f"!{type(error).__name__}: {error}"
