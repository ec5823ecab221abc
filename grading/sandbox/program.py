"""A candidate's Python text: compiled in the stem, run as ``__main__`` in the run.

The stem also imports the standard modules that the text names, so that each run
finds them ready. Only the library's own code runs for that, none of the candidate's.
"""

from __future__ import annotations

import atexit
import builtins
import gc
import io
import mmap
import os
import sys
from _frozen_importlib import ModuleSpec
from opcode import opmap

from grading.functions.call import MODULE_NAME

TYPE_CHECKING = False  # ``typing`` itself would add its pages to every fork
if TYPE_CHECKING:
    from types import CodeType, ModuleType
    from typing import NoReturn, TextIO

    from grading.functions.call import FunctionCall

_EXTENDED_ARG, _IMPORT_NAME = opmap["EXTENDED_ARG"], opmap["IMPORT_NAME"]

EXIT_FLUSH_FAILED = 120
"""Python's exit status when the last output could not be written: Py_FinalizeEx."""

SPARE_BYTES = 4 * 1024 * 1024
"""Address space given back when memory runs out, so that the traceback can be written."""

_NOT_WARMED = frozenset({"this", "antigravity", "__main__"})  # their import does something


class CompileFailed(Exception):
    """The text is not a Python program; the message is the compiler's."""


class Program:
    """One compiled text. Make it in the stem, run it in as many forks as there are tests."""

    def __init__(
        self,
        source: bytes,
        file_name: str,
        *,
        files: dict[str, bytes],
        call: FunctionCall | None,
    ) -> None:
        """Compile the text.

        files: further ones of the program; those that end in .py can be imported.
        call: the function that each run calls after the text, in a question of that style.

        Raises:
            CompileFailed: it does not compile.
        """
        self._call = call
        self._file_name = file_name
        self._sources = {file_name: source, **files}
        self._code = _compiled(source, file_name)
        modules = {
            name.removesuffix(".py"): _compiled(text, name)
            for name, text in files.items()
            if name.endswith(".py") and name != file_name
        }
        self._own_modules = _OwnModules(modules)

    def warm_up(self) -> None:
        """Import what the text names, and put everything beyond the reach of the collector.

        A module that cannot be imported is left to the run, which then says so; the
        program's own modules are its code and wait for the run, whatever they are called.
        """
        for name in _imported_names(self._code) - _NOT_WARMED:
            first, _, rest = name.partition(".")
            if first in sys.stdlib_module_names and not rest.endswith("__main__"):
                try:  # noqa: SIM105 -- contextlib would add its pages to every fork
                    __import__(name)
                except BaseException:  # noqa: S110 -- the run will meet it again
                    pass
        self._spare = mmap.mmap(-1, SPARE_BYTES)
        self._main = sys.modules["__main__"] = _main_module(self._file_name)
        if self._call is not None:
            self._main.__name__ = MODULE_NAME
        sys.argv = [self._file_name]
        gc.freeze()

    def run_as_main(self) -> NoReturn:
        """Run the text as a program of its own and leave the process as Python would.

        Not called, as Python does not promise it: ``__del__`` of objects that
        are only part of a cycle.
        """
        leave = os._exit  # the candidate may have replaced it by the time it is needed
        status = 1
        try:
            status = self._run(self._main, sys.stdout, sys.stderr)
        finally:
            leave(status)

    def _run(self, main: ModuleType, stdout: TextIO, stderr: TextIO) -> int:
        excepthook = sys.excepthook
        gc.enable()
        sys.meta_path.append(self._own_modules)
        status = 0
        try:
            self._execute(main)
        except SystemExit as leaving:
            status = _exit_status(leaving)
        except BaseException as error:  # as Python's own main does
            status = 1
            self._report(error, excepthook)
        atexit._run_exitfuncs()
        flushed = _flush(sys.stdout, stdout)
        for name in list(main.__dict__):  # the order of module_dict does: files get closed
            if name != "__builtins__":
                main.__dict__[name] = None
        flushed &= _flush(sys.stdout, stdout, sys.stderr, stderr)
        return status if flushed else EXIT_FLUSH_FAILED

    def _execute(self, main: ModuleType) -> None:
        call = self._call
        if call is None:
            exec(self._code, main.__dict__)  # noqa: S102 -- the purpose of the house
        else:
            arguments = call.read_arguments()
            exec(self._code, main.__dict__)  # noqa: S102 -- as above
            call.answer(arguments, main.__dict__)

    def _report(self, error: BaseException, excepthook: object) -> None:
        """Write the traceback, without our frames, and with the candidate's lines."""
        if isinstance(error, MemoryError):
            self._spare.close()
        try:
            for _frame_of_ours in range(2):
                error.__traceback__ = error.__traceback__ and error.__traceback__.tb_next
            if sys.excepthook is not excepthook:
                sys.excepthook(type(error), error, error.__traceback__)
                return
            import linecache
            import traceback

            for name, source in self._sources.items():
                lines = source.decode(errors="replace").splitlines(keepends=True)
                linecache.cache[name] = (len(lines), None, lines, name)
            traceback.print_exception(error)
        except BaseException:  # no memory, or standard error is closed
            os.write(2, type(error).__name__.encode() + b"\n")


class _OwnModules:
    """Finds the other modules of a program; see `importlib.abc.MetaPathFinder` and `Loader`."""

    def __init__(self, codes: dict[str, CodeType]) -> None:
        self._codes = codes

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        return ModuleSpec(name, self) if name in self._codes else None  # type: ignore[arg-type]  # only the methods count

    def create_module(self, spec: ModuleSpec) -> None:
        """Return None: an ordinary module will do."""

    def exec_module(self, module: ModuleType) -> None:
        code = self._codes[module.__name__]
        module.__file__ = code.co_filename
        exec(code, module.__dict__)  # noqa: S102 -- this is what importing is


def _compiled(source: bytes, file_name: str) -> CodeType:
    try:
        return compile(source, file_name, "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError) as error:
        raise CompileFailed(_message(error)) from None


def name_exit() -> None:
    """Give programs ``exit`` and ``quit``, which Python gets from ``site``; we start without it."""
    builtins.exit = builtins.quit = sys.exit  # type: ignore[assignment]


def make_standard_streams() -> None:
    """Open standard input, output and error once, strictly UTF-8, for all forks to come.

    They hold nothing yet and refer to numbers 0, 1 and 2, behind which the run puts
    its own files. Made per run they cost 0.25 ms.
    """
    reader = io.BufferedReader(io.FileIO(0, "r", closefd=False))
    writer = io.BufferedWriter(io.FileIO(1, "w", closefd=False))
    errors = io.BufferedWriter(io.FileIO(2, "w", closefd=False))
    sys.stdin = io.TextIOWrapper(reader, "utf-8", "strict")
    sys.stdout = io.TextIOWrapper(writer, "utf-8", "strict")
    sys.stderr = io.TextIOWrapper(errors, "utf-8", "backslashreplace", line_buffering=True)
    vars(sys).update(__stdin__=sys.stdin, __stdout__=sys.stdout, __stderr__=sys.stderr)
    for stream, name in ((reader, "stdin"), (writer, "stdout"), (errors, "stderr")):
        stream.raw.name = f"<{name}>"


def _main_module(file_name: str) -> ModuleType:
    main = type(sys)("__main__")
    main.__file__ = file_name
    vars(main)["__builtins__"] = builtins
    return main


def _message(error: BaseException) -> str:
    import traceback

    return "".join(traceback.format_exception_only(error))


def _imported_names(code: CodeType) -> set[str]:
    """Return the modules that import statements name, in functions too."""
    names = set()
    argument = 0
    instructions = iter(code.co_code)
    for opcode, low in zip(instructions, instructions, strict=True):
        argument = argument << 8 | low
        if opcode == _EXTENDED_ARG:
            continue
        if opcode == _IMPORT_NAME:
            names.add(code.co_names[argument])
        argument = 0
    for constant in code.co_consts:
        if isinstance(constant, type(code)):
            names |= _imported_names(constant)
    return names


def _exit_status(leaving: SystemExit) -> int:
    if leaving.code is None:
        return 0
    if isinstance(leaving.code, int):
        return leaving.code & 0xFF
    print(leaving.code, file=sys.stderr)  # noqa: T201 -- what Python does with a message
    return 1


def _flush(*streams: TextIO | None) -> bool:
    """Write out what the streams still hold; say whether all of it could be written."""
    written = True
    for stream in streams:
        try:
            if stream is not None and not stream.closed:
                stream.flush()
        except BaseException:  # it may be an object of the candidate's
            written = False
    return written
