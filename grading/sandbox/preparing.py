"""What a fresh stem does before its first run: lock itself down, then compile.

Everything that needs a file or a right comes before that file or right is given up. The
user has changed, and all layers hold, before anybody looks at the candidate's text: a
compiler that a text could fool would already be nobody.
"""

from __future__ import annotations

import marshal
import os

from grading.functions.call import FunctionCall
from grading.sandbox import limits, namespaces, system_calls
from grading.sandbox.filters import install
from grading.sandbox.landlock import restrict
from grading.sandbox.program import Program
from grading.sandbox.steps import step

TYPE_CHECKING = False  # ``typing`` itself would add its pages to every fork
if TYPE_CHECKING:
    from typing import Any

    from grading.sandbox.equipment import Equipment
    from grading.sandbox.messages import Channel
    from grading.sandbox.sql_program import SqlProgram


COMPILED_BYTES = 64 * 1024 * 1024
"""What a compiled text and the modules it names may take before they count as the run's: a
text of 256 KB took 40 MB with what its compiler had needed, all of typing's friends 20."""


class Prepared:
    """A program that is ready to run, and the address space that each run begins with."""

    __slots__ = ("address_space_bytes", "program")

    def __init__(self, program: Program | SqlProgram, address_space_bytes: int) -> None:
        self.program = program
        self.address_space_bytes = address_space_bytes


def prepare(order: int, channel: Channel, births: Channel, equipment: Equipment) -> Prepared:
    """Lock this process down as far as a parent can be, and compile.

    order: descriptor of a packed `recipe.Recipe`.

    Returns for what this interpreter runs. For programs of other languages it does not
    return: the process becomes their launcher.

    Raises:
        CompileFailed: the text does not compile; the message is the compiler's.
        StepFailed: a step of ours was refused.
    """
    recipe: dict[str, Any] = marshal.loads(read_all(order))  # noqa: S302 -- our keeper wrote it
    if recipe["kind"] == "program":
        from grading.sandbox.building import become_launcher

        _give_up_rights(recipe, equipment.layers, shows_processes=True)
        become_launcher(recipe, channel, births, equipment)
    equipment.library.load_extensions(recipe["extensions"])
    size = step("measure the stem", equipment.open_own_size)
    before = limits.address_space_bytes(size)
    _give_up_rights(recipe, equipment.layers, shows_processes=False)
    if "confined" in equipment.layers:
        step("confine", restrict, read=[], write=[])
    if "filtered" in equipment.layers:
        step("filter system calls", install, equipment.filters["python"])
    room = min(COMPILED_BYTES + recipe["memory_bytes"], limits.COMPILE_MEMORY_BYTES)
    step("limit compiling", limits.limit_compiling, before + room)
    program = _compiled(recipe)
    step("end the limit of compiling", limits.unlimit_compiling)
    grown = limits.address_space_bytes(size) - before
    os.close(size)
    return Prepared(program, before + min(grown, COMPILED_BYTES))


def _give_up_rights(
    recipe: dict[str, Any], layers: frozenset[str], *, shows_processes: bool
) -> None:
    """Become nobody, in a directory of one's own.

    shows_processes: whether there is a /proc, with this submission's processes, when
        contained: run-time systems of some languages look there.
    """
    step("start a session", os.setsid)
    step("enter the directory", os.chdir, recipe["directory"])
    if "contained" in layers:
        step("leave shared IPC", namespaces.leave_ipc)
        if shows_processes:
            step("mount /proc", namespaces.mount_proc)
    if recipe["uid"] is not None:
        step("change the user", _change_user, recipe["uid"])
        system_calls.clear_user_keyring()
    system_calls.leave_session_keyring()
    if "contained" in layers:
        step("drop capabilities", namespaces.drop_capabilities)
    system_calls.refuse_new_privileges()


def _compiled(recipe: dict[str, Any]) -> Program | SqlProgram:
    if recipe["kind"] == "sql":
        from grading.sandbox.sql_program import SqlProgram

        return SqlProgram(recipe["source"])
    call = None if recipe["function"] is None else FunctionCall(*recipe["function"])
    program = Program(recipe["source"], recipe["file_name"], files=recipe["files"], call=call)
    program.warm_up()
    return program


def _change_user(uid: int) -> None:
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, uid)


def read_all(descriptor: int) -> bytes:
    """Return what a memfd holds, and close it."""
    text = os.pread(descriptor, os.fstat(descriptor).st_size, 0)
    os.close(descriptor)
    return text
