from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

SMALL: Mapping[str, str | bytes] = {
    "problem.yaml": "name: Twice\n",
    "problem_statement/problem.en.tex": "\\problemname{Twice}\nDouble it.\n",
    "data/secret/1.in": "2\n",
    "data/secret/1.ans": "4\n",
    "submissions/accepted/twice.py": "print(2 * int(input()))\n",
}
"""The least that makes a package."""

MakePackage = Callable[..., Path]


@pytest.fixture
def make_package(tmp_path: Path) -> MakePackage:
    """Return a function that writes a package: the small one with these files over it.

    A file given as None is left out.
    """

    def make(files: Mapping[str, str | bytes | None] | None = None) -> Path:
        root = tmp_path / "twice"
        for name, content in {**SMALL, **(files or {})}.items():
            if content is not None:
                path = root / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return root

    return make
