"""Where the demo's words are."""

import tomllib
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[2] / "quizzes" / "demo"
PACKAGES = FOLDER / "packages"


def read(name: str) -> dict[str, Any]:
    """Return what one of the demo's TOML files holds."""
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


def submission(question: str, file: str) -> str:
    """Return the text of a program that comes with a package."""
    return (PACKAGES / question / "submissions" / file).read_text(encoding="utf-8")
