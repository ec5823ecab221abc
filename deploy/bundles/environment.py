"""The packages of web and worker: those of uv.lock that run there, and of these what is used."""

import hashlib
import sys
from pathlib import Path

from deploy.bundles import archive, compiling, pruning
from development.lambda_python import VERSION, lambda_python
from development.locked import install, locked
from development.toolchains import kept

# Lambda runs Amazon Linux 2023, which has glibc 2.34. Source: "Compare Amazon Linux 2 and
# Amazon Linux 2023" in its user guide. The machine is Zappa's default.
PLATFORM = "x86_64-manylinux_2_34"

# With what only these need: Zappa for packing and deploying, and reading encrypted mail.
LEFT_OUT = ("zappa", "amazon-s3-encryption-client-python")

# Of Zappa its handler runs there, with these; tzdata, since Lambda's own has been missing from
# its images before (aws-lambda-dotnet 1620) and the lock file has it for Windows.
BROUGHT_BACK = ("zappa", "werkzeug", "markupsafe", "durationpy", "tzdata")

PACKED = "packages.zip"


def requirements() -> list[str]:
    """Return what is installed: names, versions and hashes as locked."""
    prune = (word for name in LEFT_OUT for word in ("--prune", name))
    wanted = {*locked("--no-dev", *prune), *BROUGHT_BACK}
    return [line for name, line in sorted(locked("--no-dev").items()) if name in wanted]


def installed_environment(*, otherwise: Path) -> Path:
    """Return a folder with the packages, pruned and compiled; made now if it is not there.

    otherwise: a folder for it if the checkout's own cannot be used.

    Raises:
        StepFailed: a package could not be fetched, has no wheel for Lambda, or does not compile.
    """
    wanted = requirements()

    def make(folder: Path) -> None:
        target = ("--python-version", VERSION, "--python-platform", PLATFORM)
        install(wanted, folder, "--python", sys.executable, *target)
        pruning.prune(folder)
        compiling.compile_instead_of_sources(folder)

    made_from = [*wanted, PLATFORM, str(lambda_python())]
    made_from += [Path(module.__file__ or "").read_text() for module in (pruning, compiling)]
    version = hashlib.sha256("\0".join(made_from).encode()).hexdigest()[:16]
    return kept("environment", version, make, otherwise=otherwise)


def packed_environment(*, otherwise: Path) -> Path:
    """Return a zip of these packages, made now if it is not there: packing them takes 4 s.

    otherwise: a folder for it if the checkout's own cannot be used.

    Raises:
        StepFailed: as `installed_environment` does.
    """
    packages = installed_environment(otherwise=otherwise)
    packing = Path(archive.__file__ or "").read_text()
    version = hashlib.sha256(f"{packages.name}\0{packing}".encode()).hexdigest()[:16]

    def make(folder: Path) -> None:
        archive.write(packages, folder / PACKED)

    return kept("packed", version, make, otherwise=otherwise) / PACKED
