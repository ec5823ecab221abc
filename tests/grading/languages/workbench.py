"""Compiles and runs submissions with the machine's tools, in the layers that hold the real ones.

    compiler:  limits + Landlock (its tools, the directory) + filter "compile"
    run:       launcher + Landlock (what a run needs, the directory) + filter of its language
               + filter "no_processes" in each run

As root everything happens as a user that owns nothing, unless the tools lie in a private
home, which that user could not read.
"""

import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from grading.languages import Language
from grading.languages.language import Toolchain
from grading.languages.plans import Plan, plan
from grading.sandbox import landlock, system_calls
from grading.sandbox.compiling import CompileResult, Workshop, compile_files
from grading.sandbox.filters import filter_for, install
from grading.sandbox.namespaces import DEVICES
from grading.sandbox.paths import is_reachable
from grading.sandbox.submission import sealed_memfd
from grading.sandbox.tasks import tasks_of
from tests.grading.sandbox.children import in_child
from tests.grading.sandbox.launched import MIB, Launched

STRANGER = 60_690
"""Within grading.sandbox.slots, at the end, which no keeper reaches in a test."""

DEFAULT_MEMORY = 256 * MIB


class Workbench:
    """One submission's directory, where it is compiled and run."""

    def __init__(
        self,
        language: Language,
        toolchain: Toolchain,
        source: bytes,
        *,
        extra_files: Mapping[str, bytes] | None = None,
        memory_bytes: int = DEFAULT_MEMORY,
        directory: str,
    ) -> None:
        self.toolchain = toolchain
        self.directory = directory
        self.memory_bytes = memory_bytes
        self.plan: Plan = plan(
            language, toolchain, source, memory_bytes=memory_bytes, extra_files=extra_files
        )
        is_open = all(is_reachable(path, uid=STRANGER) for path in toolchain.readable)
        self.uid = STRANGER if os.geteuid() == 0 and is_open else os.geteuid()
        for name, text in self.plan.files.items():
            Path(directory, name).write_bytes(text)
            os.chown(Path(directory, name), self.uid, -1)
        os.chown(directory, self.uid, -1)

    def compile(self) -> CompileResult:
        """Run the compilers, from a child as the stem is one."""
        workshop = Workshop(
            self.directory,
            environment=self.plan.environment,
            hidden=self.toolchain.readable,
            lock_down=self._lock_down("compile", self.toolchain.readable, writable=True),
        )

        def compiled() -> dict[str, Any]:
            result = compile_files(self.plan.commands, workshop)
            return {"ok": result.ok, "output": result.output, "seconds": result.seconds}

        return CompileResult(**in_child(compiled))

    @contextmanager
    def launched(
        self,
        launcher: int,
        *,
        descriptors: int | None = None,
        processes: int | None = None,
    ) -> Iterator[Launched]:
        """Start the launcher for the compiled program; numbers given replace the toolchain's."""
        tools = self.toolchain
        processes = tools.processes if processes is None else processes
        if processes and self.uid != STRANGER:  # others of our user are counted as well
            processes += tasks_of(self.uid)
        on_top = sealed_memfd("filter", filter_for("no_processes"))
        os.set_inheritable(on_top, True)
        options = (
            f"memory={tools.memory}",
            f"stack_bytes={tools.stack_bytes}",
            f"descriptors={tools.descriptors if descriptors is None else descriptors}",
            f"processes={processes}",
            f"filter={on_top}",
        )
        try:
            with Launched(
                launcher,
                *self.plan.start,
                options=options,
                environment=self.plan.environment,
                directory=self.directory,
                prepare=self._lock_down(tools.profile, tools.run_readable, writable=False),
            ) as running:
                yield running
        finally:
            os.close(on_top)

    @property
    def allowed_bytes(self) -> int:
        """What a run's limit of memory is, with what its language needs."""
        return self.memory_bytes + self.toolchain.base_memory_bytes

    def _lock_down(
        self, profile: str, readable: tuple[str, ...], *, writable: bool
    ) -> Callable[[], None]:
        program = filter_for(profile, signals=profile != "compile")

        def lock_down() -> None:
            if self.uid != os.geteuid():
                os.setgroups([])
                os.setresgid(self.uid, self.uid, self.uid)
                os.setresuid(self.uid, self.uid, self.uid)
            system_calls.refuse_new_privileges()
            landlock.restrict(
                read=(*readable, *DEVICES, self.directory),
                write=[self.directory, "/dev/null"] if writable else [],
            )
            install(program)

        return lock_down


@contextmanager
def directory() -> Iterator[str]:
    """Give a directory that other users may enter; pytest's are private."""
    with tempfile.TemporaryDirectory(prefix="grading-bench-") as folder:
        os.chmod(folder, 0o711)
        yield folder
