"""What is in the grader's zip: what judges, and nothing that reads packages or measures.

    grading/__init__.py, grading/packed.py    found by Python itself
    packed                                    everything else, without words for readers

Each process of the grader compiles what it imports: all 112 modules take 75 ms. Compiled
beforehand they would make a zip of 190 KB, and it is to have 100 at most.
"""

import ast
import shutil
from collections.abc import Iterator
from pathlib import Path

from development.steps import ROOT
from grading import packed

PACKAGE = ROOT / "grading"
PACKED = "packed"

# For the terminal and the container, for problem packages, and for measuring.
LEFT_OUT = ("__main__.py", "serve.py", "bench", "judge_files", "packages")

INSTALL = f"""
from grading import packed
packed.install(__file__.removesuffix("grading/__init__.py") + {PACKED!r})
"""


def fill(contents: Path) -> None:
    """Put everything of the zip into an empty folder."""
    folder = contents / PACKAGE.name
    folder.mkdir()
    beginning = (PACKAGE / "__init__.py").read_text() + INSTALL
    (folder / "__init__.py").write_text(beginning)
    shutil.copyfile(PACKAGE / "packed.py", folder / "packed.py")
    found_by_python = {PACKAGE / path.name for path in folder.iterdir()}
    others = (path for path in sources() if path not in found_by_python)
    (contents / PACKED).write_bytes(packed.pack(map(module, others)))


def sources() -> Iterator[Path]:
    """Yield the files of the modules that the function may need, in order."""
    for path in sorted(PACKAGE.rglob("*.py")):
        if not set(path.relative_to(PACKAGE).parts) & set(LEFT_OUT):
            yield path


def module(path: Path) -> tuple[str, bytes, bool]:
    """Return a module's name, its source without words for readers, and whether a package."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    is_package = parts[-1] == "__init__"
    name = ".".join(parts[:-1] if is_package else parts)
    return name, without_words(path.read_text()), is_package


def without_words(source: str) -> bytes:
    """Return a module without comments, blank lines and docstrings; it does the same."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            node.body = [step for step in body if not is_text(step)] or [ast.Pass()]  # type: ignore[attr-defined]
    return ast.unparse(tree).encode() + b"\n"


def is_text(step: ast.stmt) -> bool:
    """Return whether a statement is a text and nothing else."""
    return (
        isinstance(step, ast.Expr)
        and isinstance(step.value, ast.Constant)
        and isinstance(step.value.value, str)
    )
