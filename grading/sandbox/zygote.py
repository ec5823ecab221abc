"""A warm Python that forks one stem per submission and never sees a job.

    keeper ---- "fork" + a stem's channels -> zygote --os.fork--> stem
           <--- "forked PID"
           ---- "reap PID" -----------------> zygote (waits; the pid was ours until now)
           <--- "reaped PID STATUS"

Everything a fork costs is paid per page and per mapping that is held here, so this
module and what it imports stay with built-in modules and the smallest of the others.
"""

from __future__ import annotations

import gc
import os
import sys

from grading.sandbox.finder import SealedLibrary, install
from grading.sandbox.limits import limit_zygote
from grading.sandbox.messages import Channel
from grading.sandbox.program import make_standard_streams, name_exit
from grading.sandbox.stem import serve_submission


def main() -> None:
    """Get warm, say so, and serve the keeper until it closes its side.

    The arguments name the channel's and the library's descriptor, the extension
    modules that ordinary programs need, and the interpreter's descriptor, which
    `unreadable.start` leaves open.
    """
    *numbers, names, interpreter = sys.argv[1:]
    channel_number, library_number = map(int, numbers)
    ordinary = frozenset(names.split(","))
    limit_zygote()
    channel = Channel(channel_number)
    os.environ.clear()
    os.umask(0o077)
    library = SealedLibrary(library_number)
    library.load_extensions(ordinary)
    install(library)
    os.close(library_number)
    os.close(int(interpreter))
    make_standard_streams()
    name_exit()
    gc.disable()
    channel.send("ready")
    while (request := channel.receive())[0]:
        _serve(channel, library, *request)


def _serve(channel: Channel, library: SealedLibrary, request: str, descriptors: list[int]) -> None:
    word, *numbers = request.split()
    if word == "fork":
        stem_channel, births = descriptors
        pid = os.fork()
        if pid == 0:
            channel.close()
            serve_submission(Channel(stem_channel), Channel(births), library)
        os.close(stem_channel)
        os.close(births)
        channel.send(f"forked {pid}")
    elif word == "reap":
        pid, status = os.waitpid(int(numbers[0]), 0)
        channel.send(f"reaped {pid} {status}")
