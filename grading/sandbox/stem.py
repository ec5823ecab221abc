"""One submission's process: holds the compiled code and is the true parent of its runs.

    keeper ---- "prepare ..." + source ----------> stem
           <--- "ready" | "compile_error ..." | "failed STEP: ERRNO"
           ---- "run ..." + stdin, stdout, stderr > stem --os.fork--> run
   (births) <-- PID, sent by the run itself --------------------------'
           <--- "ended PID STATUS CPU_US PEAK_KIB WALL_US"

As the parent it alone gets the run's exit status and its true use of time and memory
from wait4(2). It ends when the keeper closes its side, and takes a live run with it.
"""

from __future__ import annotations

import _signal  # type: ignore[import-not-found]  # ``signal`` would bring ``enum``
import os
import select
import time

from grading.sandbox import limits, system_calls
from grading.sandbox.program import CompileFailed, Program
from grading.sandbox.run import become_candidate
from grading.sandbox.steps import StepFailed, step

TYPE_CHECKING = False  # ``typing`` itself would add its pages to every fork
if TYPE_CHECKING:
    from typing import NoReturn

    from grading.sandbox.finder import SealedLibrary
    from grading.sandbox.messages import Channel


def serve_submission(channel: Channel, births: Channel, library: SealedLibrary) -> NoReturn:
    """Prepare one submission, then fork a run for each request until the keeper is gone."""
    try:
        request, (source,) = channel.receive()
        program = _prepare(_settings(request), source, library)
        channel.send("ready")
        while True:
            request, files = channel.receive()
            if not request:
                break
            cpu_seconds = int(_settings(request)["cpu_seconds"])
            _run(channel, births, files, program, cpu_seconds=cpu_seconds)
    except CompileFailed as failure:
        channel.send(f"compile_error {failure}")
    except StepFailed as failure:
        channel.send(f"failed {failure}")
    except Exception as error:
        channel.send(f"failed {type(error).__name__}: {error}")
    finally:
        os._exit(0)


def _settings(request: str) -> dict[str, str]:
    """Read "prepare uid=1 directory=/tmp/x" and the like."""
    return dict(word.split("=", 1) for word in request.split()[1:])


def _prepare(settings: dict[str, str], source: int, library: SealedLibrary) -> Program:
    """Lock this process down as far as a parent can be, and compile.

    The user changes before the candidate's text is looked at: a compiler that a
    text could fool would already be nobody.
    """
    step("start a session", os.setsid)
    if settings["extensions"] == "all":
        library.load_extensions()
    if "uid" in settings:
        step("change the user", _change_user, int(settings["uid"]))
        system_calls.clear_user_keyring()
    system_calls.leave_session_keyring()
    system_calls.refuse_new_privileges()
    step("enter the directory", os.chdir, settings["directory"])
    step("limit compiling", limits.limit_compiling)
    program = Program(_read_all(source), settings["file_name"])
    program.warm_up()
    step(
        "limit the stem",
        limits.limit_stem,
        memory_bytes=int(settings["memory_bytes"]),
        output_bytes=int(settings["output_bytes"]),
    )
    return program


def _change_user(uid: int) -> None:
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, uid)


def _read_all(descriptor: int) -> bytes:
    text = os.pread(descriptor, os.fstat(descriptor).st_size, 0)
    os.close(descriptor)
    return text


def _run(
    channel: Channel, births: Channel, files: list[int], program: Program, *, cpu_seconds: int
) -> None:
    started = time.monotonic_ns()
    pid = step("fork", os.fork)
    if pid == 0:
        become_candidate(channel, births, files, program, cpu_seconds=cpu_seconds)
    for descriptor in files:
        os.close(descriptor)
    _wait_or_end_with_keeper(channel, pid)
    _, status, usage = os.wait4(pid, 0)
    wall_us = (time.monotonic_ns() - started) // 1000
    cpu_us = round((usage.ru_utime + usage.ru_stime) * 1_000_000)
    channel.send(f"ended {pid} {status} {cpu_us} {usage.ru_maxrss} {wall_us}")


def _wait_or_end_with_keeper(channel: Channel, pid: int) -> None:
    """Wait until the run has ended; kill it if the keeper goes away first."""
    pidfd = os.pidfd_open(pid)
    waiting = select.poll()
    waiting.register(pidfd, select.POLLIN)
    waiting.register(channel, 0)  # no event asked for: only the other side's end wakes us
    if pidfd not in dict(waiting.poll()):
        _signal.pidfd_send_signal(pidfd, _signal.SIGKILL)
    os.close(pidfd)
