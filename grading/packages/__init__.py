"""Reads problem packages: a directory with a statement, tests, limits and solutions.

The format is the ``legacy`` one of Kattis (and its subset ``legacy-icpc``), with
two habits from the wild: the time limit in ``.timelimit`` or, as DOMjudge has it,
in ``domjudge-problem.ini``. What a package demands and we cannot do is refused by
name, with file and line and what to do about it; what may be left out without
changing any verdict is left out and said in ``Package.notes``.

Source: Kattis/problem-package-format, ``spec/legacy.md`` and ``spec/legacy-icpc.md``.
"""

from grading.packages.errors import PackageError
from grading.packages.package import Package, PackageSubmission, PackageTestCase, Statement
from grading.packages.reader import read_package

__all__ = [
    "Package",
    "PackageError",
    "PackageSubmission",
    "PackageTestCase",
    "Statement",
    "read_package",
]
