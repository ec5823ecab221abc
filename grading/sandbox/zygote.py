"""A warm Python that forks one stem per submission and never sees a job.

    keeper ---- "fork" + a stem's channels -> zygote --os.fork--> stem
           <--- "forked PID" + a pidfd
           ---- "reap PID" -----------------> zygote (waits; the pid was ours until now)
           <--- "reaped PID STATUS"

Everything a fork costs is paid per page and per mapping that is held here, so this
module and what it imports stay with built-in modules and the smallest of the others.
"""

from __future__ import annotations

import gc
import os
import sys

from grading.sandbox import equipment, namespaces
from grading.sandbox.equipment import Equipment
from grading.sandbox.finder import SealedLibrary, install
from grading.sandbox.limits import RESULT_DESCRIPTOR, limit_zygote
from grading.sandbox.messages import Channel
from grading.sandbox.program import make_standard_streams, name_exit
from grading.sandbox.stem import serve_submission
from grading.sandbox.steps import StepFailed, step

TYPE_CHECKING = False  # ``typing`` itself would add its pages to every fork
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


def main() -> None:
    """Get warm, say so, and serve the keeper until it closes its side.

    The arguments are descriptors: the channel's, the library's, the launcher's (or -1),
    the packed equipment's, and the interpreter's, which `unreadable.start` leaves open.
    """
    numbers = map(_not_the_results, map(int, sys.argv[1:]))
    channel_number, library_number, launcher, packed, interpreter = numbers
    os.dup2(0, RESULT_DESCRIPTOR)
    nowhere = os.open(os.devnull, os.O_WRONLY | os.O_CLOEXEC)
    values = equipment.read(packed)
    limit_zygote()
    channel = Channel(channel_number)
    os.umask(0o077)
    _preload(values["preload"])
    library = SealedLibrary(library_number)
    library.load_extensions(values["extensions"])
    install(library)
    os.close(library_number)
    os.close(interpreter)
    equipped = Equipment(
        library, layers=values["layers"], filters=values["filters"], launcher=launcher
    )
    try:
        fork = _fork_inside(values["view"]) if "contained" in equipped.layers else os.fork
    except StepFailed as failure:
        channel.send(f"failed {failure}")
        return
    os.dup2(nowhere, 2)  # what compiling warns of would pile up where our last words go
    os.close(nowhere)
    make_standard_streams()
    name_exit()
    gc.disable()
    channel.send("ready")
    while (request := channel.receive())[0]:
        _serve(channel, equipped, fork, *request)


def _not_the_results(descriptor: int) -> int:
    """Return the descriptor or, if it stands where a run's result belongs, a copy of it."""
    return os.dup(descriptor) if descriptor == RESULT_DESCRIPTOR else descriptor


def _preload(modules: dict[str, list[str]]) -> None:
    """Import what a question wants to be warm, from where it is installed.

    Without threads of their own, which no fork would have: numpy's linear algebra starts some.
    """
    os.environ.update(OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1")
    sys.path += modules["folders"]
    for name in modules["names"]:
        __import__(name)
    os.environ.clear()


def _fork_inside(view: dict[str, Any]) -> Callable[[], int]:
    """Enter namespaces of our own; return the function that forks a stem there."""
    own = step("open our pid namespace", os.open, "/proc/self/ns/pid", os.O_RDONLY | os.O_CLOEXEC)
    step("enter namespaces", lambda: namespaces.enter(**view))
    return lambda: namespaces.fork_process_one(own)


def _serve(
    channel: Channel,
    equipped: Equipment,
    fork: Callable[[], int],
    request: str,
    descriptors: list[int],
) -> None:
    word, *numbers = request.split()
    if word == "fork":
        stem_channel, births = descriptors
        pid = fork()
        if pid == 0:
            channel.close()
            serve_submission(Channel(stem_channel), Channel(births), equipped)
        os.close(stem_channel)
        os.close(births)
        pidfd = os.pidfd_open(pid)
        channel.send(f"forked {pid}", pidfd)
        os.close(pidfd)
    elif word == "reap":
        pid, status = os.waitpid(int(numbers[0]), 0)
        channel.send(f"reaped {pid} {status}")
