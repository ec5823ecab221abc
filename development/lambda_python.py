"""The Python that the functions run on, which need not be the one behind .venv."""

import sys
from functools import cache
from pathlib import Path

from development.steps import TOOLS, call
from development.toolchains import heard

MINOR = 13
VERSION = f"3.{MINOR}"  # decision 0001, and "runtime" in zappa_settings.json

UV = TOOLS / "uv" / "bin" / "uv"


@cache
def lambda_python() -> Path:
    """Return a Python of Lambda's version: ours, or one of this machine, or one that uv fetches.

    Raises:
        StepFailed: there is none, and uv could not fetch one.
    """
    if sys.version_info[:2] == (3, MINOR):
        return Path(sys.executable).resolve()
    call(UV, "python", "install", "--quiet", VERSION, quiet=True)  # nothing, if it is there
    return Path(heard(str(UV), "python", "find", "--system", VERSION).strip()).resolve()
