"""Which languages can be graded here: their tools, the launcher, and what is missing."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection

from grading.languages import Language, Toolchain, Unavailable, language_named
from grading.languages.python import PROGRAM_LEVEL as PYTHON_PROGRAM_LEVEL
from grading.languages.python import PYTHON, python_program
from grading.sandbox.launcher import LauncherUnavailable, build_launcher
from grading.sandbox.layers import MinimumIsolation, in_order, reaches, stronger
from grading.sandbox.paths import is_reachable


class LanguageUnavailable(Exception):
    """A language of ours cannot be graded here; the message names it and says why."""


class Toolbox:
    """The tools of one keeper. Each language is looked for when it is asked for, until found."""

    def __init__(
        self, layers: Collection[str], minimum: MinimumIsolation, *, uid: int | None
    ) -> None:
        """Look for nothing yet.

        layers: those that hold here. uid: the user of the runs, if it is not our own.
        """
        self._layers = layers
        self._minimum = minimum
        self._uid = uid
        self._found: dict[tuple[str, bool], Toolchain] = {}
        self.launcher = -1

    def toolchain(self, name: str) -> Toolchain:
        """Return what submissions in a language need.

        Raises:
            LanguageUnknown: it is none of ours.
            LanguageUnavailable: its tools or layers are not there.
        """
        language = language_named(name)
        level = stronger(language.level, self._minimum.of(name))
        return self._once(language, level, language.toolchain, for_checkers=False)

    def checker_toolchain(self, name: str) -> Toolchain:
        """Return what a checker program in a language needs: it may read files.

        Python is started as a program of its own for that. Raises as `toolchain`.
        """
        if name != PYTHON.name:
            return self.toolchain(name)
        return self._once(PYTHON, PYTHON_PROGRAM_LEVEL, python_program, for_checkers=True)

    def close(self) -> None:
        if self.launcher >= 0:
            os.close(self.launcher)
            self.launcher = -1

    def _once(
        self,
        language: Language,
        level: str,
        look: Callable[[], Toolchain | Unavailable],
        *,
        for_checkers: bool,
    ) -> Toolchain:
        key = language.name, for_checkers
        if key not in self._found:  # what is missing may be there the next time
            self._found[key] = self._usable(language, level, look)
        return self._found[key]

    def _usable(
        self, language: Language, level: str, look: Callable[[], Toolchain | Unavailable]
    ) -> Toolchain:
        """Return a language's tools, if they are there and may be used here.

        Raises:
            LanguageUnavailable: not so; says why.
        """
        if not reaches(self._layers, level):
            held = ", ".join(in_order(self._layers))
            raise LanguageUnavailable(
                f"{language.name} needs the isolation {level!r}, and this machine has {held}"
            )
        found = look()
        if isinstance(found, Unavailable):
            raise LanguageUnavailable(f"{language.name} is not available: {found.reason}")
        if found.start and self.launcher < 0:
            try:
                self.launcher = build_launcher()
            except LauncherUnavailable as error:
                raise LanguageUnavailable(f"{language.name} is not available: {error}") from None
        if "contained" not in self._layers:
            self._refuse_unreachable(language, found)
        return found

    def _refuse_unreachable(self, language: Language, toolchain: Toolchain) -> None:
        """Refuse tools in somebody's private home; contained, they are mounted elsewhere."""
        for path in toolchain.readable:
            if not is_reachable(path, uid=self._uid):
                raise LanguageUnavailable(
                    f"{language.name} is not available: the user that runs programs may not"
                    f" read {path}; install it where everybody may"
                )
