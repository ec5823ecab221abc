"""Compiles for Lambda's Python, so that no cold start has to."""

from pathlib import Path

from development.lambda_python import lambda_python
from development.steps import call

TASK_FOLDER = "/var/task"  # where Lambda unzips, and so what tracebacks shall say


def compile_beside_sources(folder: Path) -> None:
    """Write a compiled file for each module below a folder; tracebacks go on quoting the sources.

    Raises:
        StepFailed: a module does not compile.
    """
    _compile(folder)


def compile_instead_of_sources(folder: Path) -> None:
    """Put a compiled file in the place of each module below a folder.

    Tracebacks still name file and line. Of the packages' 21 MB that saves 4.

    Raises:
        StepFailed: a module does not compile.
    """
    _compile(folder, "-b")
    for source in folder.rglob("*.py"):
        source.unlink()


def _compile(folder: Path, *options: str) -> None:
    """Compile in one process, one order and one order of sets: all three show in the result.

    "Unchecked" files are used whatever the time of their source: a zip keeps no true times, so
    that others would all be found stale. Source: PEP 552.
    """
    call(
        lambda_python(), "-P", "-s", "-m", "compileall", "-q", "-f", "-j", "1",
        "--invalidation-mode", "unchecked-hash", *options, "-s", folder, "-p", TASK_FOLDER, folder,
        env={"PYTHONHASHSEED": "0"}, quiet=True,
    )  # fmt: skip
