"""What the grader is asked: a text, limits, test cases and a checker."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar, Self

from grading.protocol.reading import (
    VERSION,
    Fields,
    ProtocolError,
    or_none,
    read_byte_string,
    read_flag,
    read_name,
    read_positive,
    read_tolerance,
    read_version,
    tuple_of,
    written_bytes,
)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one run may use; all are positive.

    cpu_time_ms: user plus system time of the run; ends it.
    wall_time_ms: from start to end; ends the run, asleep or not.
    memory_bytes: address space beyond what the language itself needs; at the
        limit an allocation fails, and the program may catch that.
    output_bytes: what may be written to standard output, and likewise to
        standard error; one byte more ends the run.

    Source: getrlimit(2), RLIMIT_CPU, RLIMIT_AS and RLIMIT_FSIZE.
    """

    cpu_time_ms: int = 2_000
    wall_time_ms: int = 6_000
    memory_bytes: int = 256 * 1024 * 1024
    output_bytes: int = 8 * 1024 * 1024

    def to_json(self) -> dict[str, Any]:
        return {
            "cpu_time_ms": self.cpu_time_ms,
            "wall_time_ms": self.wall_time_ms,
            "memory_bytes": self.memory_bytes,
            "output_bytes": self.output_bytes,
        }

    @classmethod
    def from_json(cls, value: object, place: str = "limits") -> Self:
        fields = Fields(value, place)
        return fields.done(
            cls(
                cpu_time_ms=fields.take("cpu_time_ms", read_positive),
                wall_time_ms=fields.take("wall_time_ms", read_positive),
                memory_bytes=fields.take("memory_bytes", read_positive),
                output_bytes=fields.take("output_bytes", read_positive),
            )
        )


@dataclass(frozen=True, slots=True)
class TestCase:
    """One input, and what a right program writes for it.

    code: names the test case within its job.
    expected_output: None for the candidate's own input. Nothing is compared
        then, and `accepted` means that the run ended normally.
    """

    __test__: ClassVar[bool] = False  # else pytest would collect it

    code: str
    input: bytes
    expected_output: bytes | None = None

    def to_json(self) -> dict[str, Any]:
        expected = self.expected_output
        return {
            "code": self.code,
            "input": written_bytes(self.input),
            "expected_output": None if expected is None else written_bytes(expected),
        }

    @classmethod
    def from_json(cls, value: object, place: str = "test_case") -> Self:
        fields = Fields(value, place)
        return fields.done(
            cls(
                code=fields.take("code", read_name),
                input=fields.take("input", read_byte_string),
                expected_output=fields.take("expected_output", or_none(read_byte_string)),
            )
        )


@dataclass(frozen=True, slots=True)
class Checker:
    """How an output is compared with the expected one.

    name: one of `grading.checkers`; `tokens` compares words, like Kattis.
    float_absolute_tolerance, float_relative_tolerance: None compares numbers as
        text; a number within either tolerance is right.

    Source: the Kattis problem package format, "Default validator".
    """

    name: str = "tokens"
    case_sensitive: bool = False
    space_change_sensitive: bool = False
    float_absolute_tolerance: float | None = None
    float_relative_tolerance: float | None = None

    def to_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "case_sensitive": self.case_sensitive,
            "space_change_sensitive": self.space_change_sensitive,
            "float_absolute_tolerance": self.float_absolute_tolerance,
            "float_relative_tolerance": self.float_relative_tolerance,
        }

    @classmethod
    def from_json(cls, value: object, place: str = "checker") -> Self:
        fields = Fields(value, place)
        return fields.done(
            cls(
                name=fields.take("name", read_name),
                case_sensitive=fields.take("case_sensitive", read_flag),
                space_change_sensitive=fields.take("space_change_sensitive", read_flag),
                float_absolute_tolerance=fields.take(
                    "float_absolute_tolerance", or_none(read_tolerance)
                ),
                float_relative_tolerance=fields.take(
                    "float_relative_tolerance", or_none(read_tolerance)
                ),
            )
        )


@dataclass(frozen=True, slots=True)
class Job:
    """One submission to be judged: a text, and the test cases to run it on.

    code: the caller's name for it, given back in the judgement. A job holds no
        person's name, address or key.
    source: the submitted file's bytes; text is sent as UTF-8.
    test_cases: at least one, each with a code of its own, run in this order.
    """

    code: str
    language: str
    source: bytes
    test_cases: tuple[TestCase, ...]
    limits: Limits = field(default_factory=Limits)
    checker: Checker = field(default_factory=Checker)
    version: int = VERSION

    def to_json(self) -> dict[str, Any]:
        return {
            "version": self.version,
            "code": self.code,
            "language": self.language,
            "source": written_bytes(self.source),
            "limits": self.limits.to_json(),
            "test_cases": [test_case.to_json() for test_case in self.test_cases],
            "checker": self.checker.to_json(),
        }

    @classmethod
    def from_json(cls, value: object, place: str = "job") -> Self:
        fields = Fields(value, place)
        version = fields.take("version", read_version)
        job = cls(
            version=version,
            code=fields.take("code", read_name),
            language=fields.take("language", read_name),
            source=fields.take("source", read_byte_string),
            limits=fields.take("limits", Limits.from_json),
            test_cases=fields.take("test_cases", tuple_of(TestCase.from_json)),
            checker=fields.take("checker", Checker.from_json),
        )
        _refuse_unless_named_apart(job.test_cases, f"{place}.test_cases")
        return fields.done(job)


def _refuse_unless_named_apart(test_cases: tuple[TestCase, ...], place: str) -> None:
    if not test_cases:
        raise ProtocolError(f"{place} must hold at least one test case")
    seen: set[str] = set()
    for index, test_case in enumerate(test_cases):
        if test_case.code in seen:
            raise ProtocolError(f"{place}[{index}].code is used twice: {test_case.code!r}")
        seen.add(test_case.code)
