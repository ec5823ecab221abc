"""What a problem package holds once it is read: plain values, nothing left to look up."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from grading.packages.expectations import AC, ANYTHING, Expectation
from grading.protocol import Checker, Group, SourceFile, Verdict


@dataclass(frozen=True, slots=True)
class Statement:
    """The problem's text in one language.

    format: "tex", "md" or "pdf".
    text: without a byte-order mark; empty for a PDF. Where a Markdown text begins
        with a heading of the first level, that is the problem's name and is taken
        off, since pages show the name themselves.
    file: where it was read. Pictures that it names lie beside it.
    """

    format: str
    text: str
    file: Path


@dataclass(frozen=True, slots=True)
class PackageTestCase:
    """One input with the output that the author expects.

    code: its path below ``data``, without ending: "sample/1", "secret/group/01-empty".
    """

    __test__: ClassVar[bool] = False  # else pytest would collect it

    code: str
    input: bytes
    expected_output: bytes
    is_sample: bool


@dataclass(frozen=True, slots=True)
class PackageSubmission:
    """A solution, right or wrong, that the author keeps to try the package with.

    path: a file, or a folder whose files make one program.
    folder: the folder of ``submissions`` that it lies in.
    files: the one that is started first. What the package adds to every submission in
        its language is there; so is what its constants stand for.
    expectations: what it should get; never empty.
    language: by file ending, or by the first line for Python 2; None if the ending
        is not one of a programming language that we know by name.
    """

    path: Path
    folder: str
    files: tuple[SourceFile, ...]
    expectations: tuple[Expectation, ...]
    language: str | None

    @property
    def name(self) -> str:
        """Its path below ``submissions``."""
        return f"{self.folder}/{self.path.name}"

    @property
    def verdicts(self) -> frozenset[Verdict]:
        """The overall verdicts of which it should get one; never empty."""
        expected = AC | ANYTHING | {Verdict.COMPILE_ERROR}
        for expectation in self.expectations:
            if not expectation.test_cases:
                expected &= expectation.permitted
                if expectation.required != ANYTHING:
                    expected &= expectation.required
        return expected


@dataclass(frozen=True, slots=True)
class Package:
    """A problem package, read whole.

    code: the directory's name, lower-case letters and digits.
    names, statements: by language code ("en", "zh", "pt-BR"); at least one of each.
    license: as the format lists them. "unknown" means that it must not be used.
    time_limit_ms: None if the package leaves it to be inferred from its slowest
        accepted submission, times ``time_multiplier``, rounded up to a multiple of
        ``time_resolution_ms``.
    languages: those in which it may be solved, by our names; None for all.
    test_cases: samples first, then by name, folder by folder; never empty.
    groups: in which they lie; without points for those that earn none.
    included: files that belong to every submission in a language, by our name for it;
        those of "default" to every other.
    submissions: by folder and name; at least one is accepted.
    notes: what was left out although the package has it, a sentence each.
    """

    code: str
    names: Mapping[str, str]
    statements: Mapping[str, Statement]
    license: str
    time_limit_ms: int | None
    time_multiplier: float
    memory_bytes: int
    output_bytes: int
    checker: Checker
    test_cases: tuple[PackageTestCase, ...]
    submissions: tuple[PackageSubmission, ...]
    notes: tuple[str, ...]
    groups: tuple[Group, ...] = ()
    time_resolution_ms: int = 1000
    languages: frozenset[str] | None = None
    included: Mapping[str, tuple[SourceFile, ...]] = field(default_factory=dict)
