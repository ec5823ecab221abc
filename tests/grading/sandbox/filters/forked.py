"""What happens to a process that restricts itself: tried in a forked child."""

import ctypes
import errno
import faulthandler
import os
import signal
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from grading.sandbox.filters import filter_for, install
from grading.sandbox.system_calls import refuse_new_privileges

type Step = Callable[[], object]

_libc = ctypes.CDLL(None, use_errno=True)


def raw_call(number: int, *arguments: int) -> int:
    """Make a system call by number, with words of 64 bits.

    Raises:
        OSError: the kernel, or a filter, refused.
    """
    words = [ctypes.c_long(word if word < 1 << 63 else word - (1 << 64)) for word in arguments]
    result = int(_libc.syscall(ctypes.c_long(number), *words))
    if result == -1 and (code := ctypes.get_errno()):
        raise OSError(code, os.strerror(code))
    return result


def filtered(*profiles: str, signals: bool = False) -> Step:
    """Return a step that installs filters, the later on top of the earlier."""
    programs = [filter_for(profile, signals=signals) for profile in profiles]

    def install_all() -> None:
        refuse_new_privileges()
        for program in programs:
            install(program)

    return install_all


def in_child(*steps: Step) -> str:
    """Do the steps in a child and say how the last one ended.

    Its value, as ``str`` shows it; or the name of the error, such as EPERM; or the
    name of the signal that ended the child. An error in an earlier step is an AssertionError.
    """
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        faulthandler.disable()  # pytest's; a child that dies by a signal is nothing to report
        try:
            os.write(writing, _try(steps).encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as answer:
        said = answer.read()
    status = os.waitpid(pid, 0)[1]
    if os.WIFSIGNALED(status):
        return signal.Signals(os.WTERMSIG(status)).name
    assert not said.startswith("!"), said
    return said


def _try(steps: tuple[Step, ...]) -> str:
    *preparing, last = steps
    try:
        for step in preparing:
            step()
    except Exception as error:
        return f"!{type(error).__name__}: {error}"
    try:
        return str(last())
    except OSError as error:
        return errno.errorcode[error.errno or 0]
    except Exception as error:
        return f"!{type(error).__name__}: {error}"


@dataclass(frozen=True)
class Finished:
    """A program's end: its exit status, or minus the signal's number, and what it wrote."""

    status: int
    output: str


def run_program(prepare: Step, *command: str, input: str = "") -> Finished:
    """Prepare a child and let it become a program, with files in memory as a run has them."""
    stdin, output = os.memfd_create("stdin"), os.memfd_create("output")
    os.pwrite(stdin, input.encode(), 0)
    pid = os.fork()
    if pid == 0:
        try:
            for number, descriptor in enumerate((stdin, output, output)):
                os.dup2(descriptor, number)
            prepare()
            os.execv(command[0], command)
        except BaseException as error:
            os.write(2, repr(error).encode())
        finally:
            os._exit(127)
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    written = os.pread(output, 1 << 20, 0).decode(errors="replace")
    os.close(stdin)
    os.close(output)
    return Finished(status, written)


def skip_without_filters() -> None:
    """Skip the module that calls this, where the kernel lets nobody install a filter."""
    if in_child(lambda: _worked(filtered("no_processes"))) == "False":
        pytest.skip(
            "only without Lambda's rules: no filter can be installed there",
            allow_module_level=True,
        )


def _worked(step: Step) -> bool:
    try:
        step()
    except OSError:
        return False
    return True
