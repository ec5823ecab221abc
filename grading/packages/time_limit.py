"""Finds a time limit beside ``problem.yaml``, where the legacy format has none in it.

Source: DOMjudge, ``doc/manual/problem-format.rst``; the file ``.timelimit`` is what
Kattis's own tools and DOMjudge's examples use.
"""

import re
from pathlib import Path
from typing import Final

from grading.packages.errors import PackageError, WrongValue
from grading.packages.files import read_text
from grading.packages.keys import read_decimal

KATTIS_FILE: Final = ".timelimit"
DOMJUDGE_FILE: Final = "domjudge-problem.ini"

_DOMJUDGE_LINE = re.compile(r"""\s*timelimit\s*=\s*(?P<quote>["']?)(?P<seconds>.*?)(?P=quote)\s*""")


def read_time_limit(root: Path) -> int | None:
    """Return the time limit in milliseconds, rounded; None if the package states none.

    Raises:
        PackageError: it is no positive number, or two files say different things.
    """
    stated = {
        file: limit_ms
        for file, read in ((KATTIS_FILE, _read_kattis), (DOMJUDGE_FILE, _read_domjudge))
        if (root / file).is_file()
        if (limit_ms := read(root)) is not None
    }
    if len(set(stated.values())) > 1:
        raise PackageError(
            DOMJUDGE_FILE, None, f"states another time limit than {KATTIS_FILE}: keep one of them."
        )
    return next(iter(stated.values()), None)


def _read_kattis(root: Path) -> int:
    return _milliseconds(read_text(root, root / KATTIS_FILE).strip(), KATTIS_FILE, 1)


def _read_domjudge(root: Path) -> int | None:
    lines = read_text(root, root / DOMJUDGE_FILE).splitlines()
    for number, line in enumerate(lines, start=1):
        if match := _DOMJUDGE_LINE.fullmatch(line):
            return _milliseconds(match["seconds"], DOMJUDGE_FILE, number)
    return None


def _milliseconds(seconds: str, file: str, line: int) -> int:
    try:
        return max(1, round(read_decimal(seconds) * 1000))
    except WrongValue as error:
        raise PackageError(file, line, f"the time limit in seconds {error}") from None
