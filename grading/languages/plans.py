"""From a language, its tools and a submission's files to what has to be done with them.

Command words and environments of a `Toolchain` may hold what only a submission decides:

    {sources}      alone as a word: the names of all files to compile, where it begins first
    {main}         what the program is called when it is started
    {memory_mib}   the job's limit of memory, for run-time systems that want to know
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from grading.languages.language import (
    MAIN_WORD,
    MEMORY_WORD,
    SOURCES_WORD,
    Entry,
    Language,
    Toolchain,
)

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Plan:
    """What compiling and running one submission takes.

    files: by their names, to be written to the submission's directory.
    commands: compile it, one after the other, there; none if it is not compiled.
    start: starts one run there.
    """

    files: Mapping[str, bytes]
    commands: tuple[tuple[str, ...], ...]
    start: tuple[str, ...]
    environment: Mapping[str, str]


def plan(
    language: Language,
    toolchain: Toolchain,
    source: bytes,
    *,
    memory_bytes: int,
    extra_files: Mapping[str, bytes] | None = None,
) -> Plan:
    """Return what to do with a submission.

    extra_files: beside the source; those with an ending of the language are compiled with
        it. One with the source's own name is left out.
    """
    entry = language.entry(source) if language.entry else None
    if entry is None:
        entry = Entry(language.file_name, language.file_name)
    files = {entry.file_name: source}
    files |= {name: text for name, text in (extra_files or {}).items() if name not in files}
    sources = [name for name in files if PurePosixPath(name).suffix in language.endings]
    return plan_program(
        toolchain, files=files, sources=sources, main=entry.main, memory_bytes=memory_bytes
    )


def plan_program(
    toolchain: Toolchain,
    *,
    files: Mapping[str, bytes],
    sources: Sequence[str],
    main: str,
    memory_bytes: int,
) -> Plan:
    """Return what to do with a program whose parts are known.

    sources: names of the files to compile. main: what the program is called when started.
    """
    known = {MAIN_WORD: main, MEMORY_WORD: str(max(1, memory_bytes // MIB))}
    return Plan(
        files=files,
        commands=tuple(_filled(command, known, sources) for command in toolchain.compile),
        start=_filled(toolchain.start, known, sources),
        environment={
            name: _filled((value,), known, sources)[0]
            for name, value in toolchain.environment.items()
        },
    )


def _filled(
    words: tuple[str, ...], known: dict[str, str], sources: Sequence[str]
) -> tuple[str, ...]:
    filled: list[str] = []
    for word in words:
        if word == SOURCES_WORD:
            filled += sources
            continue
        for place, value in known.items():
            word = word.replace(place, value)  # noqa: PLW2901
        filled.append(word)
    return tuple(filled)
