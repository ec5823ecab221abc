"""What the grader is asked: a program, limits, test cases and a checker."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, ClassVar, Self

from grading.protocol import bounds
from grading.protocol.checker import Checker
from grading.protocol.files import SourceFile, read_files
from grading.protocol.function import Function
from grading.protocol.groups import Group, read_groups
from grading.protocol.limits import Limits
from grading.protocol.reading import (
    VERSION,
    Fields,
    ProtocolError,
    or_none,
    read_byte_string,
    read_factor,
    read_name,
    read_version,
    refuse_repeated,
    shown,
    tuple_of,
    written_bytes,
)

_MODULE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*")


@dataclass(frozen=True, slots=True)
class TestCase:
    """One input, and what a right program writes for it.

    code: names the test case within its job, and by its slashes its group; see
        `grading.protocol.groups`.
    expected_output: None for the candidate's own input. Nothing is compared
        then, and `accepted` means that the run ended normally.
    limits: instead of the job's; None for those.
    """

    __test__: ClassVar[bool] = False  # else pytest would collect it

    code: str
    input: bytes
    expected_output: bytes | None = None
    limits: Limits | None = None

    def to_json(self) -> dict[str, Any]:
        expected = self.expected_output
        return {
            "code": self.code,
            "input": written_bytes(self.input),
            "expected_output": None if expected is None else written_bytes(expected),
            "limits": None if self.limits is None else self.limits.to_json(),
        }

    @classmethod
    def from_json(cls, value: object, place: str = "test_case") -> Self:
        fields = Fields(value, place)
        return fields.done(
            cls(
                code=fields.take("code", read_name),
                input=fields.take("input", read_byte_string),
                expected_output=fields.take("expected_output", or_none(read_byte_string)),
                limits=fields.take("limits", or_none(Limits.from_json)),
            )
        )


@dataclass(frozen=True, slots=True)
class Job:
    """One submission to be judged: a program, and the test cases to run it on.

    code: the caller's name for it, given back in the judgement. A job holds no
        person's name, address or key.
    source: the submitted file's bytes; text is sent as UTF-8. It is the one that
        is started, under the language's own file name.
    extra_files: the other files of a program that has several.
    function: what the program is asked to implement; None for a program that reads
        standard input and writes standard output.
    preload: modules that the program finds already loaded, such as "numpy"; Python only.
    time_factor: above 0; multiplies the CPU and wall time of all limits.
    test_cases: at least one, each with a code of its own, run in this order.
    groups: may be empty; see `grading.protocol.groups`.
    """

    code: str
    language: str
    source: bytes
    test_cases: tuple[TestCase, ...]
    limits: Limits = field(default_factory=Limits)
    checker: Checker = field(default_factory=Checker)
    groups: tuple[Group, ...] = ()
    extra_files: tuple[SourceFile, ...] = ()
    function: Function | None = None
    preload: tuple[str, ...] = ()
    time_factor: float = 1.0
    version: int = VERSION

    def to_json(self) -> dict[str, Any]:
        return {
            "version": self.version,
            "code": self.code,
            "language": self.language,
            "source": written_bytes(self.source),
            "extra_files": [file.to_json() for file in self.extra_files],
            "function": None if self.function is None else self.function.to_json(),
            "preload": list(self.preload),
            "limits": self.limits.to_json(),
            "time_factor": self.time_factor,
            "test_cases": [test_case.to_json() for test_case in self.test_cases],
            "groups": [group.to_json() for group in self.groups],
            "checker": self.checker.to_json(),
        }

    @classmethod
    def from_json(cls, value: object, place: str = "job") -> Self:
        fields = Fields(value, place)
        version = fields.take("version", read_version)
        return fields.done(
            cls(
                version=version,
                code=fields.take("code", read_name),
                language=fields.take("language", read_name),
                source=fields.take("source", read_byte_string),
                extra_files=fields.take("extra_files", read_files),
                function=fields.take("function", or_none(Function.from_json)),
                preload=fields.take(
                    "preload", tuple_of(_read_module, most=bounds.PRELOADED_MODULES)
                ),
                limits=fields.take("limits", Limits.from_json),
                time_factor=fields.take("time_factor", read_factor),
                test_cases=fields.take("test_cases", _read_test_cases),
                groups=fields.take("groups", read_groups),
                checker=fields.take("checker", Checker.from_json),
            )
        )


def _read_test_cases(value: object, place: str) -> tuple[TestCase, ...]:
    read_all = tuple_of(TestCase.from_json, most=bounds.TEST_CASES)
    test_cases = read_all(value, place)
    if not test_cases:
        raise ProtocolError(f"{place} must hold at least one test case")
    refuse_repeated((test_case.code for test_case in test_cases), place, "code")
    return test_cases


def _read_module(value: object, place: str) -> str:
    name = read_name(value, place)
    if not _MODULE.fullmatch(name):
        raise ProtocolError(f"{place} is not the name of a module: {shown(name)}")
    return name
