"""Reads problem packages: a directory with a statement, tests, limits and solutions.

Two formats are read: ``legacy`` of Kattis (with its subset ``legacy-icpc``), and
``2025-09`` with its drafts. Two habits from the wild are known: the time limit in
``.timelimit`` or, as DOMjudge has it, in ``domjudge-problem.ini``. What a package
demands and we cannot do is refused by name, with file and line and what to do about
it; what may be left out without changing any verdict is left out and said in
``Package.notes``.

Source: Kattis/problem-package-format, ``spec/legacy.md``, ``spec/legacy-icpc.md`` and
``spec/2025-09.md``.
"""

from grading.packages.errors import PackageError
from grading.packages.expectations import Expectation, slowest_ms, unmet
from grading.packages.package import Package, PackageSubmission, PackageTestCase, Statement
from grading.packages.reader import read_package

__all__ = [
    "Expectation",
    "Package",
    "PackageError",
    "PackageSubmission",
    "PackageTestCase",
    "Statement",
    "read_package",
    "slowest_ms",
    "unmet",
]
