"""A place for Lambda's runtime where Lambda's rules hold, for those who may make one."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree

from development.lambda_python import lambda_python
from development.steps import ROOT
from development.toolchains import readable_by_all
from development.unprivileged import (
    end_processes,
    interpreter_for,
    remove_belongings,
    unused_user_id,
)


@dataclass(frozen=True, slots=True)
class Place:
    """How a function is started there; the names are those of `runtime_api.running`."""

    python: Path
    inside: tuple[str, ...]
    start_in: Path


@contextmanager
def under_lambdas_rules() -> Iterator[Place]:
    """Yield a place with a user of its own; leave nothing of that user. For root only."""
    folder = Path(tempfile.mkdtemp(prefix="lambda-"))
    user_id = unused_user_id()
    try:
        folder.chmod(0o755)
        python = interpreter_for(user_id, folder / "py", lambda_python())
        if python.is_relative_to(folder):
            readable_by_all(folder / "py")
        double = (sys.executable, "-m", "tests.lambda_double", "--user-id", str(user_id), "--")
        yield Place(python, double, ROOT)
    finally:
        end_processes(user_id)
        remove_belongings(user_id)
        rmtree(folder, ignore_errors=True)


def is_root() -> bool:
    return os.geteuid() == 0
