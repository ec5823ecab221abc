"""Runs a compiler over a submission's files: in the stem, and not to be trusted.

    stem --os.fork--> compiler, in a session of its own --> its helpers (cc1, as, ld, ...)

A compiler reads files and prints what it reads, and a text can make it work for ever or
fill the disk. So the caller has it locked down like a candidate's program (`lock_down`),
and here it gets limits, a deadline, and an end that takes all its processes with it.

Imported by the zygote, so it is lean.
"""

from __future__ import annotations

import _signal  # type: ignore[import-not-found]  # ``signal`` would bring ``enum``
import os
import resource
import select
import time

from grading.sandbox import system_calls
from grading.sandbox.steps import StepFailed, step

TYPE_CHECKING = False  # ``typing`` itself would add its pages to every fork
if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import NoReturn

WALL_SECONDS = 30.0
"""For all commands of one submission. The slowest ordinary text took 2.8 s (C++ with all of
its library; benchmarks/languages.py); contests give ten times that to a busy machine."""

CPU_SECONDS = 10
"""Of each process, which a busy machine does not stretch: four times the slowest ordinary text."""

MEMORY_BYTES = 1024 * 1024 * 1024
"""RLIMIT_DATA of each process. javac took 0.2 GB, g++ 0.3; the rest is room for templates."""

FILE_BYTES = 64 * 1024 * 1024
"""Of each file. Programs are up to 5 MB; a table of numbers in the text may make it larger."""

DESCRIPTORS = 1024
"""What shells give: the Java compiler opens its library in many pieces."""

MESSAGE_BYTES = 15 * 1024
"""Kept of what a compiler says; it has to fit a message to the keeper: messages.LONGEST_BYTES."""

CUT = "\n... and more"

SYSTEM_FOLDERS = ("/usr", "/lib")
"""Compilers name their parts and their manuals."""

_PR_SET_CHILD_SUBREAPER = 36  # prctl(2)


class CompileResult:
    """What became of compiling: whether all went well, what was said, and for how long."""

    __slots__ = ("ok", "output", "seconds")

    def __init__(self, *, ok: bool, output: str, seconds: float) -> None:
        self.ok = ok
        self.output = output
        self.seconds = seconds


class Workshop:
    """Where compilers work, and by which rules.

    directory: of the submission; the only place that `lock_down` should leave writable.
    hidden: paths of this machine that must not show in what is said, beside the directory.
    processes: RLIMIT_NPROC, threads included, where the user has no others; else None.
    lock_down: called in the child when it has its limits, just before the compiler starts.
    wall_seconds: for all commands together.
    """

    __slots__ = (
        "directory",
        "environment",
        "hidden",
        "lock_down",
        "processes",
        "wall_seconds",
    )

    def __init__(
        self,
        directory: str,
        *,
        environment: Mapping[str, str],
        hidden: Iterable[str] = (),
        processes: int | None = None,
        lock_down: Callable[[], object] = lambda: None,
        wall_seconds: float = WALL_SECONDS,
    ) -> None:
        self.directory = directory
        self.environment = dict(environment)
        self.hidden = (directory, *SYSTEM_FOLDERS, *hidden)
        self.processes = processes
        self.lock_down = lock_down
        self.wall_seconds = wall_seconds


def compile_files(commands: Iterable[Sequence[str]], workshop: Workshop) -> CompileResult:
    """Run compilers one after the other, until one fails; none of their processes is left.

    Raises:
        StepFailed: a step of ours was refused, the start of a compiler included.
    """
    started = time.monotonic()
    messages = os.memfd_create("messages", os.MFD_CLOEXEC)
    _become_parent_of_orphans()
    try:
        ending = ""
        for command in commands:
            compiler = _Compiler(command, workshop, messages)
            in_time, status = compiler.wait(started + workshop.wall_seconds)
            ending = _ending(status) if in_time else _too_slow(workshop.wall_seconds, "time")
            if ending:
                break
        said = os.pread(messages, MESSAGE_BYTES + 1, 0)
    finally:
        os.close(messages)
    text = said[:MESSAGE_BYTES].decode(errors="replace")
    text = without_paths(text, workshop.hidden).strip()
    if len(said) > MESSAGE_BYTES:
        text += CUT
    if ending and not (text and ending == _FAILED):
        text = f"{ending}\n{text}".strip()
    return CompileResult(ok=not ending, output=text, seconds=time.monotonic() - started)


_FAILED = "the compiler failed"


def _ending(status: int) -> str:
    """Say how a compiler failed; nothing if it did not."""
    if not os.WIFSIGNALED(status):
        return _FAILED if status else ""
    if os.WTERMSIG(status) == _signal.SIGXCPU:
        return _too_slow(CPU_SECONDS, "CPU time")
    return f"the compiler was ended by signal {os.WTERMSIG(status)}"


def _too_slow(seconds: float, what: str) -> str:
    return f"compiling took more than {seconds:g} s of {what}"


class _Compiler:
    """One running compiler."""

    def __init__(self, command: Sequence[str], workshop: Workshop, messages: int) -> None:
        """Start it.

        Raises:
            StepFailed: it did not start; it says which step was refused.
        """
        trouble, theirs = os.pipe2(os.O_CLOEXEC)
        self._pid = step("fork", os.fork)
        if self._pid == 0:
            _become(command, workshop, messages, theirs)
        os.close(theirs)
        failure = os.read(trouble, 1000)  # empty: the pipe closed when the compiler started
        os.close(trouble)
        if failure:
            self._end()
            raise StepFailed(failure.decode(errors="replace"))

    def wait(self, deadline: float) -> tuple[bool, int]:
        """Wait for the compiler's end, or end it; say if it was in time, and its status."""
        pidfd = os.pidfd_open(self._pid)
        ended = select.poll()
        ended.register(pidfd, select.POLLIN)
        in_time = ended.poll(max(0.0, deadline - time.monotonic()) * 1000)
        os.close(pidfd)
        return bool(in_time), self._end()

    def _end(self) -> int:
        """Kill the compiler's group, wait for all who were in it, and return its own status.

        It is not waited for before, so its number still means its group. The filter for
        compilers lets no process leave the group.
        """
        try:  # noqa: SIM105 -- contextlib would add its pages to every fork
            os.killpg(self._pid, _signal.SIGKILL)
        except ProcessLookupError:
            pass
        status = os.waitpid(self._pid, 0)[1]
        while True:
            try:
                os.waitpid(-self._pid, 0)
            except ChildProcessError:
                return status


def _become(command: Sequence[str], workshop: Workshop, messages: int, trouble: int) -> NoReturn:
    """Become a compiler that holds nothing but its messages; else say why not."""
    try:
        step("start a session", os.setsid)
        step("enter the directory", os.chdir, workshop.directory)
        for number in (1, 2):
            step("take the messages", os.dup2, messages, number)
        trouble = step("take the pipe", os.dup2, trouble, 3, False)
        os.closerange(4, DESCRIPTORS)
        step("limit the compiler", _limit, workshop.processes)
        step("lock the compiler down", workshop.lock_down)
        step("start the compiler", os.execve, command[0], [*command], workshop.environment)
    except BaseException as error:
        os.write(trouble, str(error).encode()[:1000] or b"unknown error")
    finally:
        os._exit(127)


def _limit(processes: int | None) -> None:
    for name, soft, hard in (
        (resource.RLIMIT_CPU, CPU_SECONDS, CPU_SECONDS + 1),
        (resource.RLIMIT_DATA, MEMORY_BYTES, MEMORY_BYTES),
        (resource.RLIMIT_FSIZE, FILE_BYTES, FILE_BYTES),
        (resource.RLIMIT_NOFILE, DESCRIPTORS, DESCRIPTORS),
        (resource.RLIMIT_CORE, 0, 0),
    ):
        most = resource.getrlimit(name)[1]
        if most != resource.RLIM_INFINITY:
            soft, hard = min(soft, most), min(hard, most)  # noqa: PLW2901
        resource.setrlimit(name, (soft, hard))
    if processes is not None:
        resource.setrlimit(resource.RLIMIT_NPROC, (processes, processes))
    _forget_signals()


def _forget_signals() -> None:
    """Undo what was blocked and ignored before us: by Python, or by a shell in its background."""
    for number in _signal.valid_signals() - {_signal.SIGKILL, _signal.SIGSTOP}:
        _signal.signal(number, _signal.SIG_DFL)
    _signal.pthread_sigmask(_signal.SIG_SETMASK, ())


def _become_parent_of_orphans() -> None:
    """Have helpers that lose their parent come to us, so that we can wait for them."""
    try:  # noqa: SIM105 -- contextlib would add its pages to every fork
        system_calls.call("prctl", _PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    except OSError:
        pass


def without_paths(text: str, hidden: Iterable[str]) -> str:
    """Return what a compiler said, with files below `hidden` paths by their names only.

    Other paths are the candidate's own words and stay.
    """
    if "/" not in text:
        return text
    import re  # costs 5 ms, and most texts compile

    known = sorted({path for path in hidden if path != "/"}, key=len, reverse=True)
    any_of = "|".join(re.escape(path) for path in known)
    if not any_of:
        return text
    return re.sub(
        rf"(?:file://|(?<![\w./]))(?:{any_of})(?![\w.-])/?(?:[^\s:'\"`<>()/]+/)*", _last_part, text
    )


def _last_part(found: re.Match[str]) -> str:
    """Return the name of a file that was found whole, or nothing for the folders before it."""
    return "" if found.group().endswith("/") else found.group().rpartition("/")[2]
