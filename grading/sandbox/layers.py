"""Which layers of isolation hold on this machine: each is tried, none is assumed.

    lockdown    limits that a process lowers for itself; always
    filtered    seccomp: most system calls are refused
    confined    Landlock: no path but those that are allowed
    other_user  as root: the runs have a user of their own
    contained   namespaces: no network, no other process, an empty machine

A refused system call may kill the process that makes it (AWS Lambda, containers), so
each trial is a forked child. ``contained`` is tried by starting a zygote in it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Self

from grading.sandbox import SandboxUnavailable, system_calls
from grading.sandbox.filters import filter_for, install
from grading.sandbox.landlock import restrict

LAYERS = ("lockdown", "filtered", "confined", "other_user", "contained")
"""In the order in which a judgement names them, weakest first."""

LEVELS = ("lockdown", "filtered", "confined", "contained")
"""What a language or an administrator may ask for; a later one includes what came before."""

LAUNCHED_PROFILES = ("program", "threads", "checker")
"""Of runs that the launcher starts: each stacks "no_processes" on top."""

PROFILES = ("python", "compile", "no_processes", *LAUNCHED_PROFILES)


def reaches(layers: Iterable[str], level: str) -> bool:
    """Say whether these layers hold a program at least as well as `level` asks."""
    return set(LEVELS[: LEVELS.index(level) + 1]) <= set(layers)


def stronger(one: str, other: str) -> str:
    """Return the stronger of two levels."""
    return max(one, other, key=LEVELS.index)


@dataclass(frozen=True, slots=True)
class MinimumIsolation:
    """The weakest level that an administrator finds good enough.

    everywhere: for every language that is not named. by_language: for those that are.
    """

    everywhere: str = LEVELS[0]
    by_language: tuple[tuple[str, str], ...] = ()

    @classmethod
    def read(cls, text: str) -> Self:
        """Read "confined", or "filtered,java=contained"; nothing at all asks for nothing.

        Raises:
            SandboxUnavailable: a word is no level.
        """
        everywhere, by_language = LEVELS[0], {}
        for word in filter(None, (word.strip() for word in text.split(","))):
            language, _, level = word.rpartition("=")
            if level not in LEVELS:
                raise SandboxUnavailable(
                    f"GRADING_MINIMUM_ISOLATION: {level!r} is no level; there are:"
                    f" {', '.join(LEVELS)}"
                )
            if language:
                by_language[language] = level
            else:
                everywhere = level
        return cls(everywhere, tuple(sorted(by_language.items())))

    def of(self, language: str) -> str:
        return dict(self.by_language).get(language, self.everywhere)

    def __str__(self) -> str:
        return ",".join([self.everywhere, *(f"{name}={level}" for name, level in self.by_language)])


ANY_ISOLATION = MinimumIsolation()


def found_layers(wanted: frozenset[str]) -> tuple[frozenset[str], dict[str, str]]:
    """Return which of the wanted layers hold here, and why others do not.

    ``contained`` among those that hold only means that it was wanted.

    Raises:
        SandboxUnavailable: a name is none of `LAYERS`.
    """
    if unknown := wanted - set(LAYERS):
        raise SandboxUnavailable(
            f"there is no layer {min(unknown)!r}; there are: {', '.join(LAYERS)}"
        )
    problems = dict.fromkeys(set(LAYERS) - wanted, NOT_WANTED)
    for name, action in (("filtered", _filter), ("confined", _confine)):
        if name in wanted and (problem := _problem_in_a_child(action)):
            problems[name] = problem
    problems.pop("lockdown", None)
    problems.pop("other_user", None)
    if os.geteuid() != 0:
        problems["other_user"] = "only root may change the user"
    return frozenset(LAYERS) - problems.keys(), problems


NOT_WANTED = "left out, as the command line says"


def in_order(layers: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(layers, key=LAYERS.index))


def _filter() -> None:
    system_calls.refuse_new_privileges()
    install(filter_for("python"))


def _confine() -> None:
    system_calls.refuse_new_privileges()
    restrict(read=[], write=[])


def _problem_in_a_child(action: Callable[[], None]) -> str:
    """Return why something does not work, in words; empty if it works."""
    receiving, sending = os.pipe2(os.O_CLOEXEC)
    pid = os.fork()
    if pid == 0:
        try:
            action()
        except BaseException as error:
            os.write(sending, str(error).encode()[:1000] or b"unknown error")
        finally:
            os._exit(0)
    os.close(sending)
    with open(receiving, "rb") as pipe:
        problem = pipe.read().decode(errors="replace")
    status = os.waitpid(pid, 0)[1]
    if os.WIFSIGNALED(status):
        return f"who tries it is killed by signal {os.WTERMSIG(status)}"
    return problem
