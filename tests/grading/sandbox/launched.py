"""Starts the real launcher over real sockets, as the stem does, and speaks to it as the keeper."""

import array
import os
import select
import signal
import socket
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Self

from grading.sandbox.submission import sealed_memfd

MIB = 1024 * 1024

SENDER_BYTES = struct.calcsize("3i")  # struct ucred: unix(7)

PATIENCE_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Ended:
    """A run that has ended, as the launcher tells it, and what the run wrote."""

    status: int
    cpu_us: int
    peak_kib: int
    wall_us: int
    output: bytes
    error: bytes
    result: bytes

    @property
    def exit_code(self) -> int | None:
        return os.WEXITSTATUS(self.status) if os.WIFEXITED(self.status) else None

    @property
    def signal(self) -> int | None:
        return os.WTERMSIG(self.status) if os.WIFSIGNALED(self.status) else None


class Launched:
    """A launcher with a program. A context manager: leaving it closes the channel and waits."""

    def __init__(
        self,
        launcher: int,
        *command: str,
        options: tuple[str, ...] = (),
        environment: Mapping[str, str] | None = None,
        directory: str = "/",
        prepare: Callable[[], object] = lambda: None,
    ) -> None:
        """Start it. `prepare` is called in the child, before the launcher takes its place."""
        self.channel, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.births, their_births = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.births.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
        for ours in (self.channel, self.births):
            ours.settimeout(PATIENCE_SECONDS)
        numbers = theirs.fileno(), their_births.fileno()
        words = ["launcher", *map(str, numbers), *options, "--", *command]
        self.pid = os.fork()
        if self.pid == 0:
            try:
                for number in (*numbers, launcher):
                    os.set_inheritable(number, True)
                os.chdir(directory)
                prepare()
                os.execve(f"/proc/self/fd/{launcher}", words, dict(environment or {}))
            finally:
                os._exit(99)
        theirs.close()
        their_births.close()
        self._files: dict[int, tuple[int, ...]] = {}

    def ask(self, text: str, *files: int) -> None:
        """Send a request as it stands."""
        attached = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", files))]
        self.channel.sendmsg([text.encode()], attached if files else [])

    def start(
        self,
        number: int,
        stdin: bytes = b"",
        *,
        cpu_seconds: int = 60,
        memory_bytes: int = 256 * MIB,
        output_bytes: int = 64 * 1024,
        with_result: int = False,
    ) -> None:
        """Have a run started."""
        names = ("out", "err", "result") if with_result else ("out", "err")
        files = tuple(os.memfd_create(name) for name in names)
        given = sealed_memfd("in", stdin)
        self.ask(
            f"run number={number} cpu_seconds={cpu_seconds} memory_bytes={memory_bytes}"
            f" output_bytes={output_bytes}",
            given,
            *files,
        )
        os.close(given)
        self._files[number] = files

    def answer(self) -> tuple[int, Ended | str]:
        """Wait for the next answer: a run's number and its end, or the step that failed."""
        word, number, rest = self.channel.recv(4096).decode().split(" ", 2)
        if word == "failed":
            self._read(int(number))
            return int(number), rest
        written = self._read(int(number))
        status, cpu_us, peak_kib, wall_us = map(int, rest.split())
        output, error, *result = written
        return int(number), Ended(
            status, cpu_us, peak_kib, wall_us, output, error, b"".join(result)
        )

    def _read(self, number: int) -> list[bytes]:
        """Return what a run wrote into its files, and close them."""
        files = self._files.pop(number, ())
        written = [os.pread(file, os.fstat(file).st_size, 0) for file in files]
        for file in files:
            os.close(file)
        return written

    def run(
        self, stdin: bytes = b"", *, wall_seconds: float = PATIENCE_SECONDS / 2, **allowed: int
    ) -> Ended:
        """Start one run and wait for its end, or end it as the keeper would."""
        self.start(1, stdin, **allowed)
        born, pid = self.birth()
        if not select.select([self.channel], [], [], wall_seconds)[0]:
            os.kill(pid, signal.SIGKILL)
        number, ended = self.answer()
        assert isinstance(ended, Ended), ended
        assert (born, number) == (1, 1)
        return ended

    def birth(self) -> tuple[int, int]:
        """Return the number and the pid of the next run that was born."""
        text, attached, _flags, _sender = self.births.recvmsg(100, socket.CMSG_SPACE(SENDER_BYTES))
        ((_level, _kind, sender),) = attached
        pid, _uid, _gid = struct.unpack("3i", sender)
        return int(text), pid

    def end(self) -> int:
        """Close the channel and return the launcher's wait status."""
        if self.pid:
            self.channel.close()
            self.births.close()
            _pid, self.status = os.waitpid(self.pid, 0)
            self.pid = 0
        return self.status

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_raised: object) -> None:
        if self.pid and self.channel.fileno() >= 0:
            os.kill(self.pid, signal.SIGCONT)
        self.end()
