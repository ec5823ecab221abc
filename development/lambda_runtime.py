"""Lambda's own runtime for Python, awslambdaric, alone in a folder as Lambda has it."""

import hashlib
from pathlib import Path

from deploy.bundles.compiling import compile_beside_sources
from development.lambda_python import lambda_python
from development.locked import install, locked
from development.toolchains import kept, readable_by_all

NAMES = ("awslambdaric", "simplejson", "snapshot-restore-py")


def installed_runtime(*, otherwise: Path) -> Path:
    """Return a folder with the runtime, for `lambda_python`; installed now if it is not there.

    otherwise: a folder for it if the checkout lies where users without rights do not get.

    Raises:
        StepFailed: it could not be fetched.
    """
    everything = locked()
    wanted = [everything[name] for name in NAMES]
    python = lambda_python()

    def make(folder: Path) -> None:
        install(wanted, folder, "--python", python)
        compile_beside_sources(folder)
        readable_by_all(folder)

    version = hashlib.sha256("\0".join([*wanted, str(python)]).encode()).hexdigest()[:16]
    return kept("runtime", version, make, otherwise=otherwise)
