"""What the grader knows about a programming language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Language:
    """A language that can be graded, and what its programs need.

    name: the same word in jobs, packages and questions.
    endings: of file names, with the dot; the first is the usual one.
    file_name: under which a submission is compiled, so what tracebacks show.
    version: of the compiler or interpreter here, for candidates to read.
    layer: without this layer of isolation its programs cannot be held.
    """

    name: str
    endings: tuple[str, ...]
    file_name: str
    version: str
    layer: str
