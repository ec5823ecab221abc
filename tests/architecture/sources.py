"""The project's own sources, as the tests of its shape read them."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def modules(*folders: str) -> list[Path]:
    """Return the Python files below these folders, or below all that have such a path pattern."""
    return sorted(
        path
        for folder in folders
        for path in ROOT.glob(f"{folder}/**/*.py")
        if "demo" not in path.relative_to(ROOT).parts
    )


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), filename=str(path))


def package_of(path: Path) -> list[str]:
    """Return the package in which a file's relative imports begin."""
    return list(path.relative_to(ROOT).parent.parts)


def imported(path: Path) -> Iterator[str]:
    """Yield every module that a file imports, absolute, wherever in the file it does."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package_of(path)[: len(package_of(path)) - node.level + 1] if node.level else []
            yield ".".join([*above, *([node.module] if node.module else [])])


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))
