"""From a stem to the launcher of a compiled program.

    stem: writes the files --fork, lock down--> compilers
          locks itself down as its runs should be
          --exec--> launcher, the same process, which speaks the stem's messages

Compilers may write in the submission's directory; what is run may read there, and no more.
"""

from __future__ import annotations

import os

from grading.sandbox.compiling import Workshop, compile_files
from grading.sandbox.filters import install
from grading.sandbox.landlock import restrict
from grading.sandbox.namespaces import DEVICES
from grading.sandbox.program import CompileFailed
from grading.sandbox.steps import StepFailed, step

TYPE_CHECKING = False  # ``typing`` itself would add its pages to every fork
if TYPE_CHECKING:
    from typing import Any, NoReturn

    from grading.sandbox.equipment import Equipment
    from grading.sandbox.messages import Channel


LEAST_FREE_BYTES = 1024 * 1024
"""With less, a compiler that failed may have failed for that. A guess."""


def become_launcher(
    recipe: dict[str, Any], channel: Channel, births: Channel, equipment: Equipment
) -> NoReturn:
    """Compile a submission and become the launcher of its program.

    Raises:
        CompileFailed: a compiler refused; the message is its own.
        StepFailed: a step of ours was refused.
    """
    commands = recipe["commands"]
    for name, content in recipe["files"].items():
        step("write the files", _write_file, name, content)
    messages = _compile(recipe, equipment)
    options = {
        "memory": commands["memory"],
        "stack_bytes": commands["stack_bytes"],
        "descriptors": commands["descriptors"],
        "processes": recipe["processes"],
        "filter": _filter_of_runs(commands["profile"], equipment),
    }
    words = [
        *("launcher", str(channel.fileno()), str(births.fileno())),
        *(f"{name}={value}" for name, value in options.items()),
        *("--", *commands["start"]),
    ]
    for descriptor in (channel.fileno(), births.fileno()):
        os.set_inheritable(descriptor, True)
    _lock_down_runs(recipe, equipment)
    channel.send(f"ready {messages}")
    step(
        "start the launcher",
        os.execve,
        f"/proc/self/fd/{equipment.launcher}",
        words,
        commands["environment"],
    )
    raise AssertionError("execve does not return")


def _compile(recipe: dict[str, Any], equipment: Equipment) -> str:
    """Return what the compilers said."""
    commands = recipe["commands"]
    directory = recipe["directory"]

    def lock_down() -> None:
        if "confined" in equipment.layers:
            restrict(read=commands["readable"], write=[directory, "/dev/null"])
        if "filtered" in equipment.layers:
            install(equipment.filters["compile"])

    workshop = Workshop(
        directory,
        environment=commands["environment"],
        hidden=commands["readable"],
        lock_down=lock_down,
    )
    result = compile_files(commands["compile"], workshop)
    if not result.ok:
        left = os.statvfs(directory)
        if left.f_bavail * left.f_frsize < LEAST_FREE_BYTES or left.f_favail == 0:
            raise StepFailed("compile: ENOSPC, the disk is full")
        raise CompileFailed(result.output)
    return result.output


def _filter_of_runs(profile: str, equipment: Equipment) -> int:
    """Return a descriptor of the filter that each run adds to the launcher's, or -1."""
    if "filtered" not in equipment.layers:
        return -1
    filter_ = os.memfd_create("filter", 0)
    os.write(filter_, equipment.filters["no_processes"])
    return filter_


def _lock_down_runs(recipe: dict[str, Any], equipment: Equipment) -> None:
    commands = recipe["commands"]
    if "confined" in equipment.layers:
        # Not /proc: it shows the runs beside each other, or all of the machine's processes.
        paths = [*commands["run_readable"], recipe["directory"], *DEVICES]
        step("confine", restrict, read=paths, write=_made(commands["writable"]))
    if "filtered" in equipment.layers:
        step("filter system calls", install, equipment.filters[commands["profile"]])


def _made(folder: str) -> list[str]:
    """Make the folder that runs may write to, if there is one.

    Landlock knows the folder, not its name, so it must not be made anew.
    """
    if not folder:
        return []
    os.mkdir(folder)
    return [folder]


def _write_file(name: str, content: bytes) -> None:
    with open(name, "xb") as file:
        file.write(content)
