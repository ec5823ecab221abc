"""`make prove NAME`: what takes longer than `make test` may, one script per question."""

import subprocess

from development.steps import PYTHON, ROOT, StepFailed

FOLDER = ROOT / "benchmarks"


def first_line(script_name: str) -> str:
    """Return the first line of a script's docstring."""
    source = (FOLDER / f"{script_name}.py").read_text()
    return source.partition('"""')[2].partition("\n")[0].rstrip('"')


def names() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.py") if not path.stem.startswith("_"))


def prove(name: str | None, arguments: list[str]) -> int:
    """Run a proof by name; without a name, list them.

    Raises:
        StepFailed: there is no proof of that name.
    """
    if name is None:
        for known in names():
            print(f"make prove {known:24} {first_line(known)}")
        return 0
    if name not in names():
        raise StepFailed(f"There is no proof {name!r}. There are: {', '.join(names()) or 'none'}")
    return subprocess.call([PYTHON, "-m", f"{FOLDER.name}.{name}", *arguments], cwd=ROOT)
