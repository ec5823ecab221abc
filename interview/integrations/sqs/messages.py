"""What a message says: which task, and with which ids."""

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Self

VERSION = 1

_CODE = re.compile(r"[A-Za-z0-9_.:/-]{1,200}")
"""Codes, keys and paths of ours; not a name, an address, or a text that somebody typed."""


class MessageNotUnderstood(ValueError):
    """A message is none of ours. It belongs into the dead-letter queue, for somebody to look at."""


@dataclass(frozen=True, slots=True)
class Message:
    """A task to be run."""

    path: str
    args: tuple[Any, ...] = ()
    kwargs: Mapping[str, Any] = field(default_factory=dict)

    def to_body(self) -> str:
        """Return the message as it travels.

        Raises:
            ValueError: an argument is more than an id.
        """
        for value in (*self.args, *self.kwargs.values()):
            if not _is_id(value):
                raise ValueError(
                    f"A message may hold numbers and codes, and {self.path} was given a"
                    f" {type(value).__name__} that is neither. Store it and send its id."
                )
        return json.dumps(
            {
                "version": VERSION,
                "task": self.path,
                "args": list(self.args),
                "kwargs": dict(self.kwargs),
            }
        )

    @classmethod
    def from_body(cls, body: str, *, known: Collection[str]) -> Self:
        """Read a message.

        known: the paths of all tasks that may be asked for.

        Raises:
            MessageNotUnderstood: it is not as `to_body` writes it, or names no such task.
        """
        try:
            written = json.loads(body)
            version, path = written["version"], written["task"]
            args, kwargs = written["args"], written["kwargs"]
        except (ValueError, KeyError, TypeError):
            raise MessageNotUnderstood("A message is not in our format.") from None
        if version != VERSION:
            raise MessageNotUnderstood(f"A message has version {version!r}, not {VERSION}.")
        if not isinstance(path, str) or path not in known:
            raise MessageNotUnderstood("A message names a task that is not in TASK_PATHS.")
        if not isinstance(args, list) or not isinstance(kwargs, dict):
            raise MessageNotUnderstood("A message has arguments that are none.")
        if not all(map(_is_id, [*args, *kwargs.values()])):
            raise MessageNotUnderstood("A message has an argument that is more than an id.")
        return cls(path, tuple(args), kwargs)


def _is_id(value: object) -> bool:
    if isinstance(value, str):
        return _CODE.fullmatch(value) is not None
    return value is None or isinstance(value, bool | int)
