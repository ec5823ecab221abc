"""The emulator of AWS that tests deploy to: ministack and its boto3, as emulator.txt pins them."""

import hashlib
import sys
from pathlib import Path

from development.lambda_python import UV, lambda_python
from development.steps import ROOT, call
from development.toolchains import kept, readable_by_all

REQUIREMENTS = ROOT / "development" / "emulator.txt"


def installed_emulator(*, otherwise: Path) -> Path:
    """Return a folder with the emulator's packages, installed now if it is not there.

    Users without rights can read it. Installing takes 4 s and 75 MB, once.

    otherwise: a folder for them if the checkout lies where such users do not get.

    Raises:
        StepFailed: they could not be fetched.
    """
    python = lambda_python()

    def make(folder: Path) -> None:
        call(
            UV, "pip", "install", "--quiet", "--python", python, "--target", folder,
            "--require-hashes", "--requirements", REQUIREMENTS, "--link-mode=copy",
            "--compile-bytecode", quiet=True,
        )  # fmt: skip
        readable_by_all(folder)

    version = hashlib.sha256(REQUIREMENTS.read_bytes() + str(python).encode()).hexdigest()[:16]
    return kept("emulator", version, make, otherwise=otherwise)


def main() -> None:
    """Install it, for somebody who wants to look into it."""
    print(installed_emulator(otherwise=Path(sys.prefix)))


if __name__ == "__main__":
    main()
