"""The trusted process: starts zygotes, hands out submissions, sweeps up after each.

The keeper's memory holds expected outputs, so no run may be able to read it: as an
ordinary user it must itself be unreadable (``unreadable.become``), as root the runs
have another user. It proves this before each submission and refuses otherwise.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Self

from grading.languages.tools import LINKER_FILES
from grading.protocol import Limits
from grading.sandbox import SandboxFault, SandboxUnavailable, ZygoteLost, unreadable
from grading.sandbox.extensions import ORDINARY_EXTENSIONS
from grading.sandbox.filters import filter_for
from grading.sandbox.layers import (
    LAUNCHED_PROFILES,
    PROFILES,
    found_layers,
    in_order,
)
from grading.sandbox.library import extension_folders, package_folders
from grading.sandbox.limits import allow_deep_recursion, mark_keeper
from grading.sandbox.memory import memory_here
from grading.sandbox.namespaces import DEVICES
from grading.sandbox.paths import outermost
from grading.sandbox.recipe import Recipe
from grading.sandbox.slots import take_slot
from grading.sandbox.stem_process import CompileRefused
from grading.sandbox.submission import Submission
from grading.sandbox.supplies import KNOWN_GOOD, KNOWN_GOOD_INPUT, KNOWN_GOOD_OUTPUT, Supplies
from grading.sandbox.sweeping import Broom
from grading.sandbox.tasks import tasks_of
from grading.sandbox.toolbox import Toolbox
from grading.sandbox.zygote_process import Standing, Zygote, ZygoteTools


class Keeper:
    """Zygotes and what is needed to use them safely. A context manager; takes 0.3 s to start.

    missing: why layers that do not hold here do not, by name.
    toolbox: which languages can be graded.
    """

    def __init__(self, supplies: Supplies) -> None:
        """Start a zygote and try the sandbox once with a program known to be good.

        Raises:
            SandboxUnavailable: candidate code cannot be held here; says why.
        """
        if not sys.platform.startswith("linux"):
            raise SandboxUnavailable("the sandbox needs Linux")
        self._supplies = supplies
        self._slot = take_slot()
        self._refuse_if_readable("keeper", os.getpid())
        mark_keeper()
        allow_deep_recursion()
        self._broom = Broom(uid=self._slot.uid)
        found, self.missing = found_layers(supplies.layers)
        self._use(found)
        self._zygotes: dict[tuple[str, ...], Zygote] = {}
        self._standing = Standing.of(os.getpid())
        try:
            self._start_where_it_holds()
        except BaseException:
            self.close()
            raise

    @property
    def layers(self) -> tuple[str, ...]:
        """What holds a run here, weakest first: names as in docs/threat-model.md."""
        return in_order(self._found)

    @property
    def at_once(self) -> int:
        """How many runs of a submission may be under way."""
        return self._supplies.at_once

    @property
    def zygote_pid(self) -> int:
        return self._zygotes[()].pid

    @property
    def memory_bytes(self) -> int:
        """What this machine or container has; no run can be given more."""
        return memory_here()

    @contextmanager
    def submission(self, recipe: Recipe) -> Iterator[Submission]:
        """Give a text its stem and directory, and take both away afterwards.

        Raises:
            CompileRefused: it does not compile.
            SandboxFault: a step of ours failed.
            SandboxUnavailable: we or the zygote can be read by the program.
            ZygoteLost: the zygote is gone; start a new keeper.
        """
        zygote = self._zygote_for(recipe)
        self._refuse_if_readable("keeper", os.getpid())
        self._refuse_if_readable("zygote", zygote.pid)
        try:
            with (
                self._broom.directory(leaves_nothing=self._leaves_nothing) as directory,
                Submission(
                    zygote,
                    recipe,
                    uid=self._slot.uid,
                    directory=directory,
                    processes=self._processes(recipe),
                ) as submission,
            ):
                yield submission
                if submission.lost_stems:
                    self._broom.kill_leftovers(submission.lost_stems)
        except OSError as error:
            raise SandboxFault(f"the keeper: {error}") from error

    def is_as_it_was(self) -> bool:
        """Say whether keeper and zygotes are untouched and everything could be swept.

        Compared are limits, priority and processors. A lowered hard limit cannot be
        raised again: on False, end this process.
        """
        return (
            self._broom.clean
            and Standing.of(os.getpid()) == self._standing
            and all(zygote.is_as_it_was() for zygote in self._zygotes.values())
        )

    def close(self) -> None:
        """End the zygotes and give the slot back."""
        while self._zygotes:
            self._zygotes.popitem()[1].close()
        self.toolbox.close()
        self._broom.close()
        self._slot.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_raised: object) -> None:
        self.close()

    @property
    def _leaves_nothing(self) -> bool:
        return "contained" in self._found or {"confined", "filtered"} <= self._found

    def _processes(self, recipe: Recipe) -> int:
        """Return RLIMIT_NPROC of a run: what it may start, and what its user runs besides.

        As root and in a user namespace its user runs nothing but the runs beside it.
        """
        own = recipe.commands.processes if recipe.commands else 0
        if own == 0:
            return 0
        alone = self._slot.uid is not None or "contained" in self._found
        return own * self.at_once if alone else own * self.at_once + tasks_of(os.getuid())

    def _use(self, layers: frozenset[str]) -> None:
        self._found = layers
        self.toolbox = Toolbox(layers, self._supplies.minimum, uid=self._slot.uid)

    def _start_where_it_holds(self) -> None:
        """Start the first zygote, contained if that works here."""
        try:
            self._try_once()
        except SandboxUnavailable as error:
            if "contained" not in self._found:
                raise
            self._use(self._found - {"contained"})
            self.missing["contained"] = str(error)
            self._try_once()

    def _zygote_for(self, recipe: Recipe) -> Zygote:
        """Return a zygote that has what a recipe needs; start it when first asked for.

        One for each set of preloaded modules, and one for each set of tools, so that
        nobody sees tools that are none of his business.

        Raises:
            SandboxFault: the modules cannot be imported.
        """
        readable = recipe.commands.readable if recipe.commands else ()
        key = (*recipe.preload, *readable)
        if key not in self._zygotes:
            try:
                self._zygotes[key] = Zygote(self._tools(recipe.preload, readable))
            except SandboxUnavailable as error:
                if not recipe.preload:
                    raise
                names = ", ".join(recipe.preload)
                raise SandboxFault(f"cannot preload {names}: {error}") from None
        return self._zygotes[key]

    def _tools(self, preload: tuple[str, ...], readable: tuple[str, ...]) -> ZygoteTools:
        root = f"{self._broom.home}/root"
        os.makedirs(root, exist_ok=True)
        # Python's runs have no filter of their own above this one, so it holds signals back.
        filters = {name: filter_for(name, signals=name in LAUNCHED_PROFILES) for name in PROFILES}
        nested = "contained" in self._found and self._slot.uid is None
        visible = {*extension_folders(), *LINKER_FILES, *readable}
        return ZygoteTools(
            library=self._supplies.library,
            launcher=self.toolbox.launcher if readable else -1,
            values={
                "layers": self._found,
                "filters": filters if "filtered" in self._found else {},
                "extensions": ORDINARY_EXTENSIONS,
                "preload": {"names": list(preload), "folders": package_folders()},
                "view": {
                    "root": root,
                    "readable": outermost(visible - set(DEVICES)),
                    "shared": self._broom.home,
                    "nested": nested,
                },
            },
            needs_user_namespace=nested,
        )

    def _refuse_if_readable(self, name: str, pid: int) -> None:
        if self._slot.uid is None and not unreadable.is_unreadable(pid):
            raise SandboxUnavailable(
                f"the {name} can be read by the programs that it runs;"
                " start the grader with `python -m grading`, which sees to that"
            )

    def _try_once(self) -> None:
        good = Recipe(kind="python", source=KNOWN_GOOD, file_name="good.py")
        limits = Limits(cpu_time_ms=5_000, wall_time_ms=10_000)
        try:
            with self.submission(good) as submission:
                outcome = submission.run(KNOWN_GOOD_INPUT, limits)
            if (outcome.exit_code, outcome.output) == (0, KNOWN_GOOD_OUTPUT):
                return
            problem = f"a known-good program failed here: {outcome}"
        except (SandboxFault, CompileRefused, ZygoteLost) as error:
            problem = f"the sandbox does not work here: {error}"
        while self._zygotes:
            self._zygotes.popitem()[1].close()
        raise SandboxUnavailable(problem)
