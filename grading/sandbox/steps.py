"""Steps that say their name when they fail."""

from __future__ import annotations

import errno

TYPE_CHECKING = False  # ``typing`` itself would add its pages to every fork
if TYPE_CHECKING:
    from collections.abc import Callable


class StepFailed(Exception):
    """A step of setting up the sandbox was refused; the message is "step: ERRNO"."""


def step[**P, T](name: str, action: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call `action`, and if the kernel refuses, raise with the step's name.

    Raises:
        StepFailed: `action` raised OSError or, as `resource` does, ValueError.
    """
    try:
        return action(*args, **kwargs)
    except OSError as error:
        code = errno.errorcode.get(error.errno or 0, "unknown error")
        raise StepFailed(f"{name}: {code}") from None
    except ValueError as error:
        raise StepFailed(f"{name}: {error}") from None
