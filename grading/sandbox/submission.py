"""One submission in the sandbox: compiled once, run as often as there are test cases."""

from __future__ import annotations

import fcntl
import os
from contextlib import ExitStack
from typing import Self

from grading.protocol import Limits
from grading.sandbox.extensions import needs_all_extensions
from grading.sandbox.outcome import Outcome, Stopped
from grading.sandbox.stem_process import Stem
from grading.sandbox.zygote_process import Zygote


class Submission:
    """A candidate's text in the sandbox. It is a context manager: leaving it ends the stem.

    stems_lost: how many runs stopped the process that watched them.
    """

    def __init__(
        self,
        zygote: Zygote,
        *,
        source: bytes,
        file_name: str,
        limits: Limits,
        uid: int | None,
        directory: str,
    ) -> None:
        """Fork a stem and have it compile the text.

        Raises:
            CompileRefused: it does not compile, or not in time.
            SandboxFault: a step of ours failed.
            ZygoteLost: the zygote is gone.
        """
        settings: dict[str, str | int] = {
            "file_name": file_name,
            "directory": directory,
            "extensions": "all" if needs_all_extensions(source) else "ordinary",
            "memory_bytes": limits.memory_bytes,
            "output_bytes": limits.output_bytes,
        }
        self._settings = settings if uid is None else settings | {"uid": uid}
        self._zygote = zygote
        self._source = source
        self._limits = limits
        self.stems_lost = 0
        self._stem: Stem | None = None
        self._prepared_stem()

    def run(self, text: bytes) -> Outcome:
        """Run the program once with `text` as its standard input.

        A run that stops its stem harms this run only: the next gets a new stem.

        Raises:
            SandboxFault: a step of ours failed.
            ZygoteLost: the zygote is gone.
        """
        stem = self._prepared_stem()
        with ExitStack() as opened:
            stdin = sealed_memfd("stdin", text)
            opened.callback(os.close, stdin)
            # Memfds and never pipes: a run can have a pipe send signals to whoever holds
            # its other end (F_SETOWN with F_SETSIG; fcntl(2)).
            stdout, stderr = (os.memfd_create(name, os.MFD_CLOEXEC) for name in ("out", "err"))
            opened.callback(os.close, stdout)
            opened.callback(os.close, stderr)
            ending = stem.run(stdin, stdout, stderr, limits=self._limits)
            if ending.stopped is Stopped.STEM_LOST:
                self.stems_lost += 1
                self.close()
            return ending.outcome(output=self._read(stdout), error=self._read(stderr))

    def close(self) -> None:
        """Kill the stem, if there is one, and wait for it."""
        if self._stem is not None:
            stem, self._stem = self._stem, None
            stem.end()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_raised: object) -> None:
        self.close()

    def _prepared_stem(self) -> Stem:
        if self._stem is None:
            stem = Stem(self._zygote)
            try:
                stem.prepare(self._settings, sealed_memfd("source", self._source))
            except BaseException:
                stem.end()
                raise
            self._stem = stem
        return self._stem

    def _read(self, descriptor: int) -> bytes:
        """Return what the run wrote. It is dead, so the size is final."""
        size = os.fstat(descriptor).st_size
        return os.pread(descriptor, min(size, self._limits.output_bytes + 1), 0)


def sealed_memfd(name: str, content: bytes) -> int:
    """Return a descriptor, at position 0, of a memfd that nobody can change any more."""
    descriptor = os.memfd_create(name, os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    left = memoryview(content)
    while left:
        left = left[os.write(descriptor, left) :]
    everything = fcntl.F_SEAL_WRITE | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_SEAL
    fcntl.fcntl(descriptor, fcntl.F_ADD_SEALS, everything)
    os.lseek(descriptor, 0, os.SEEK_SET)
    return descriptor
