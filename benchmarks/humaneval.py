"""Are HumanEval's 164 problems, as function-style questions, judged rightly?

Judges by `python -m grading serve`, for every problem: the canonical solution, which must
be accepted, also when it prints noise; the empty stub, which must not; and, on one test
case each, solutions that return the right value too late, or print it and leave with exit
status 0 before they have returned it.

    python -m benchmarks.humaneval PATH [--json]

PATH is data/HumanEval.jsonl.gz of openai/human-eval, or a folder that holds it, such as a
clone. Exit status 1 if a verdict is not as it must be.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks._humaneval_questions import PROJECT, Question, read_questions
from grading.protocol import Checker, Job, Judgement, Limits, Verdict

CHECKER = Checker("json", float_absolute_tolerance=1e-6, float_relative_tolerance=1e-6)
"""As near as the problems' own tests ask for where they compare floats."""

SHORT = Limits(cpu_time_ms=300, wall_time_ms=600)
"""For solutions that are late: they wait this long."""

SHOWN = 10
"""Problems with a wrong verdict that are named for one variant."""

ACCEPTED = frozenset({Verdict.ACCEPTED})
LATE = frozenset({Verdict.TIME_LIMIT_EXCEEDED})
WRONG = frozenset({Verdict.WRONG_ANSWER, Verdict.RUN_TIME_ERROR})

_WRAPPED = """

import os, sys, time

def _wrapped(function):
    def call(*arguments):
        {first}
        result = function(*arguments)
        {then}
        return result
    return call

{name} = _wrapped({name})
"""


def canonical(question: Question) -> str:
    return question.canonical


def stub(question: Question) -> str:
    return question.stub


def wrapped(first: str = "pass", then: str = "pass") -> Callable[[Question], str]:
    """Return what makes a canonical solution do something before and after its work."""
    return lambda question: (
        question.canonical + _WRAPPED.format(first=first, then=then, name=question.function.name)
    )


@dataclass(frozen=True)
class Variant:
    """One way to answer every problem, and what must come of it.

    expected: verdicts of the whole submission, any of which is right.
    limits: None for the usual ones and all test cases; else only the first is run.
    """

    name: str
    source: Callable[[Question], str]
    expected: frozenset[Verdict]
    limits: Limits | None = None


VARIANTS = (
    Variant("canonical solution", canonical, ACCEPTED),
    Variant("empty stub", stub, WRONG),
    Variant(
        "prints noise",
        wrapped("print('[1, {', end='')", "print(']}null'); sys.stderr.write('noise')"),
        ACCEPTED,
    ),
    Variant("sleeps too long", wrapped(then="time.sleep(5)"), LATE, SHORT),
    Variant(
        "computes too long",
        wrapped("while time.process_time() < 5: pass"),
        LATE,
        SHORT,
    ),
    Variant(
        "prints the result, SystemExit(0)", wrapped(then="print(result); sys.exit(0)"), WRONG, SHORT
    ),
    Variant(
        "prints the result, os._exit(0)",
        wrapped(then="print(result, flush=True); os._exit(0)"),
        WRONG,
        SHORT,
    ),
)


class Grader:
    """A warm `python -m grading serve`; a context manager."""

    def __enter__(self) -> Grader:
        self._process = subprocess.Popen(
            (sys.executable, "-m", "grading", "serve"),
            cwd=PROJECT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        return self

    def __exit__(self, *_raised: object) -> None:
        self._process.communicate()

    def judge(self, job: Job) -> Judgement:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(job.to_json()).encode() + b"\n")
        self._process.stdin.flush()
        return Judgement.from_json(json.loads(self._process.stdout.readline()))


def judge_all(grader: Grader, variant: Variant, questions: list[Question]) -> list[Judgement]:
    return [
        grader.judge(
            Job(
                code=question.code,
                language="python",
                source=variant.source(question).encode(),
                test_cases=question.test_cases[: 1 if variant.limits else None],
                limits=variant.limits or Limits(),
                checker=CHECKER,
                function=question.function,
            )
        )
        for question in questions
    ]


@dataclass(frozen=True)
class Outcome:
    """How one variant fared: runs, seconds, verdicts, and problems with another verdict."""

    variant: Variant
    runs: int
    seconds: float
    verdicts: Counter[Verdict]
    missed: list[Judgement]

    def to_json(self) -> dict[str, object]:
        return {
            "variant": self.variant.name,
            "expected": sorted(self.variant.expected),
            "runs": self.runs,
            "seconds": round(self.seconds, 1),
            "verdicts": dict(self.verdicts),
            "missed": {
                judgement.code: f"{judgement.verdict}: {judgement.reason}"
                for judgement in self.missed
            },
        }


def outcome(grader: Grader, variant: Variant, questions: list[Question]) -> Outcome:
    started = time.perf_counter()
    judgements = judge_all(grader, variant, questions)
    return Outcome(
        variant=variant,
        runs=sum(len(judgement.runs) for judgement in judgements),
        seconds=time.perf_counter() - started,
        verdicts=Counter(judgement.verdict for judgement in judgements),
        missed=[one for one in judgements if one.verdict not in variant.expected],
    )


def show(questions: list[Question], outcomes: list[Outcome]) -> None:
    test_cases = sum(len(question.test_cases) for question in questions)
    typed = sum(question.is_typed for question in questions)
    print(f"{len(questions)} problems, {test_cases} test cases; {typed} signatures without any")
    for question in questions:
        for reason in question.left_out:
            print(f"  {question.code}: a call was left out: {reason}")
    for one in outcomes:
        right = len(questions) - len(one.missed)
        verdicts = ", ".join(f"{verdict} {count}" for verdict, count in one.verdicts.most_common())
        print(
            f"{one.variant.name:34} {right:3} of {len(questions)} right"
            f" ({verdicts}), {one.runs} runs, {one.seconds:.1f} s"
        )
        for judgement in one.missed[:SHOWN]:
            print(f"  {judgement.code}: {judgement.verdict}: {judgement.reason}")
        if len(one.missed) > SHOWN:
            print(f"  and {len(one.missed) - SHOWN} more; --json has them all")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("path", type=Path)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    try:
        questions = read_questions(options.path)
    except OSError as error:
        parser.error(f"HumanEval cannot be read: {error}")
    with Grader() as grader:
        outcomes = [outcome(grader, variant, questions) for variant in VARIANTS]
    if options.json:
        print(json.dumps([one.to_json() for one in outcomes], indent=2))
    else:
        show(questions, outcomes)
    return 1 if any(one.missed for one in outcomes) else 0


if __name__ == "__main__":
    sys.exit(main())
