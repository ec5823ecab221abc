"""What the grader answers: a verdict with its facts for each test case."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from grading.protocol import bounds
from grading.protocol.reading import (
    VERSION,
    Fields,
    ProtocolError,
    or_none,
    read_count,
    read_flag,
    read_name,
    read_text,
    read_version,
    shown,
    tuple_of,
)


class Verdict(StrEnum):
    """The grader's finding for one run."""

    ACCEPTED = "accepted"
    WRONG_ANSWER = "wrong_answer"
    TIME_LIMIT_EXCEEDED = "time_limit_exceeded"
    MEMORY_LIMIT_EXCEEDED = "memory_limit_exceeded"
    OUTPUT_LIMIT_EXCEEDED = "output_limit_exceeded"
    RUN_TIME_ERROR = "run_time_error"
    COMPILE_ERROR = "compile_error"
    JUDGE_ERROR = "judge_error"


@dataclass(frozen=True, slots=True)
class Run:
    """What happened on one test case.

    test_case: its code; empty if a judge_error concerns the whole job.
    peak_memory_bytes: largest resident size of the run's process.
    exit_code, signal: how the process ended; at most one is not None. An exit
        code of 0 proves nothing.
    output_excerpt, error_excerpt: the start of standard output, the end of
        standard error, made safe to store and show: what is not UTF-8 or is a
        control character stands as an escape such as ``\\x00``.
    result_excerpt: the start of what a function returned, as JSON, likewise; empty for
        a program that reads and writes.
    reason: why the verdict is what it is, in words for interviewers; may be empty.
    only_formatting_differs: the answer is wrong, but its words are the expected ones.
    feedback: what a checker program has to say to the candidate, made safe likewise;
        empty with every other checker.
    """

    test_case: str
    verdict: Verdict
    cpu_time_ms: int = 0
    wall_time_ms: int = 0
    peak_memory_bytes: int = 0
    exit_code: int | None = None
    signal: int | None = None
    output_excerpt: str = ""
    error_excerpt: str = ""
    result_excerpt: str = ""
    reason: str = ""
    only_formatting_differs: bool = False
    feedback: str = ""

    def to_json(self) -> dict[str, Any]:
        return {
            "test_case": self.test_case,
            "verdict": self.verdict.value,
            "cpu_time_ms": self.cpu_time_ms,
            "wall_time_ms": self.wall_time_ms,
            "peak_memory_bytes": self.peak_memory_bytes,
            "exit_code": self.exit_code,
            "signal": self.signal,
            "output_excerpt": self.output_excerpt,
            "error_excerpt": self.error_excerpt,
            "result_excerpt": self.result_excerpt,
            "reason": self.reason,
            "only_formatting_differs": self.only_formatting_differs,
            "feedback": self.feedback,
        }

    @classmethod
    def from_json(cls, value: object, place: str = "run") -> Self:
        fields = Fields(value, place)
        return fields.done(
            cls(
                test_case=fields.take("test_case", read_text),
                verdict=fields.take("verdict", _read_verdict),
                cpu_time_ms=fields.take("cpu_time_ms", read_count),
                wall_time_ms=fields.take("wall_time_ms", read_count),
                peak_memory_bytes=fields.take("peak_memory_bytes", read_count),
                exit_code=fields.take("exit_code", or_none(read_count)),
                signal=fields.take("signal", or_none(read_count)),
                output_excerpt=fields.take("output_excerpt", read_text),
                error_excerpt=fields.take("error_excerpt", read_text),
                result_excerpt=fields.take("result_excerpt", read_text),
                reason=fields.take("reason", read_text),
                only_formatting_differs=fields.take("only_formatting_differs", read_flag),
                feedback=fields.take("feedback", read_text),
            )
        )


@dataclass(frozen=True, slots=True)
class Judgement:
    """The grader's answer to one job.

    runs: one per test case that was run, in the job's order. If the text does not
        compile, each run's verdict is compile_error. If the job was not understood
        there is one run with an empty test case, whose reason says why.
    not_run: the codes of all other test cases, in the job's order: left out because
        their group stops at its first failure.
    compile_output: what the compiler said, made safe as in `Run`.
    isolation: names of the layers that held the candidate's code, weakest first;
        empty if none of it was run.
    """

    code: str
    runs: tuple[Run, ...]
    grader_version: str
    compile_output: str = ""
    isolation: tuple[str, ...] = ()
    not_run: tuple[str, ...] = ()
    version: int = VERSION

    @property
    def verdict(self) -> Verdict:
        """The overall verdict: that of the first run that was not accepted."""
        run = self._deciding_run
        return Verdict.JUDGE_ERROR if run is None else run.verdict

    @property
    def reason(self) -> str:
        """Why the overall verdict is what it is; may be empty."""
        run = self._deciding_run
        return "nothing was run" if run is None else run.reason

    @property
    def _deciding_run(self) -> Run | None:
        refused = (run for run in self.runs if run.verdict is not Verdict.ACCEPTED)
        return next(refused, self.runs[0] if self.runs else None)

    def to_json(self) -> dict[str, Any]:
        return {
            "version": self.version,
            "code": self.code,
            "runs": [run.to_json() for run in self.runs],
            "not_run": list(self.not_run),
            "compile_output": self.compile_output,
            "isolation": list(self.isolation),
            "grader_version": self.grader_version,
        }

    @classmethod
    def from_json(cls, value: object, place: str = "judgement") -> Self:
        fields = Fields(value, place)
        version = fields.take("version", read_version)
        return fields.done(
            cls(
                version=version,
                code=fields.take("code", read_text),
                runs=fields.take("runs", tuple_of(Run.from_json, most=bounds.TEST_CASES)),
                not_run=fields.take("not_run", tuple_of(read_name, most=bounds.TEST_CASES)),
                compile_output=fields.take("compile_output", read_text),
                isolation=fields.take("isolation", tuple_of(read_name)),
                grader_version=fields.take("grader_version", read_name),
            )
        )


def _read_verdict(value: object, place: str) -> Verdict:
    text = read_text(value, place)
    try:
        return Verdict(text)
    except ValueError:
        raise ProtocolError(f"{place} is not a verdict: {shown(text)}") from None
