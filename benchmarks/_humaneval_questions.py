"""HumanEval's problems as function-style questions: typed signatures and test cases.

Types are told from the values that the canonical solution gets and returns while its own
tests run; where these are of several kinds, the type is any. Nothing is known of what a
problem means, so a type may be narrower than its author thought: it fits these values.
"""

import gzip
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grading.functions.signature import Signature
from grading.functions.types import Type
from grading.functions.values import INTS
from grading.protocol import Function, Parameter, TestCase

PROJECT = Path(__file__).resolve().parents[1]
ANY = Type("any")


@dataclass(frozen=True)
class Question:
    """One problem.

    is_typed: no value had to be of type any.
    canonical: the author's solution, a whole file.
    stub: the same without a body.
    test_cases: of every call that the problem's tests make, each different call once.
    left_out: why some calls are missing.
    """

    code: str
    function: Function
    is_typed: bool
    canonical: str
    stub: str
    test_cases: tuple[TestCase, ...]
    left_out: list[str]


def read_questions(path: Path) -> list[Question]:
    """Return all problems of HumanEval.jsonl.gz, or of a folder (a clone) that holds it.

    Raises:
        OSError: it is not there.
        SignatureRefused, TestCaseUnfit: a question that the grader would not take.
    """
    if path.is_dir():
        path = next(path.rglob("HumanEval.jsonl.gz"), path / "HumanEval.jsonl.gz")
    lines = gzip.decompress(path.read_bytes())
    recorder = (sys.executable, "-m", "benchmarks._humaneval_recorder")
    recorded = subprocess.run(
        recorder, cwd=PROJECT, input=lines, stdout=subprocess.PIPE, check=True
    ).stdout
    problems = map(json.loads, lines.splitlines())
    answers = map(json.loads, recorded.splitlines())
    return [_question(*both) for both in zip(problems, answers, strict=True)]


def _question(problem: dict[str, str], recorded: dict[str, Any]) -> Question:
    arguments = zip(*(given for given, _ in recorded["calls"]), strict=True)
    types = [str(type_of(list(values))) for values in arguments]
    function = Function(
        problem["entry_point"],
        tuple(map(Parameter, recorded["parameters"], types)),
        str(type_of([result for _, result in recorded["calls"]])),
    )
    test_cases = tuple(_test_cases(recorded["calls"]))
    signature = Signature.of(function, ("python",))
    for test_case in test_cases:
        signature.check_test_case(test_case, ("python",))
    return Question(
        code=problem["task_id"],
        function=function,
        is_typed="any" not in signature.type_names(),
        canonical=problem["prompt"] + problem["canonical_solution"],
        stub=problem["prompt"] + "    pass\n",
        test_cases=test_cases,
        left_out=recorded["left_out"],
    )


def _test_cases(calls: list[tuple[Any, Any]]) -> Iterator[TestCase]:
    different = {json.dumps(given): json.dumps(result) for given, result in calls}
    for number, (given, result) in enumerate(different.items(), start=1):
        yield TestCase(str(number), given.encode(), result.encode())


def type_of(values: list[Any]) -> Type:
    """Return the narrowest type that fits all values, which came from JSON."""
    present = [value for value in values if value is not None]
    kinds = {type(value) for value in present}
    type_ = _type_of_kind(kinds.pop(), present) if len(kinds) == 1 else ANY
    if len(present) < len(values) and type_ != ANY:
        return Type("optional", type_)
    return type_


def _type_of_kind(kind: type, values: list[Any]) -> Type:
    if kind is list:
        return Type("list", type_of([item for value in values for item in value]))
    if kind is dict:
        return Type("map", type_of([item for value in values for item in value.values()]))
    if kind is int and not all(value in INTS for value in values):
        return ANY
    return Type({int: "int", float: "float", bool: "bool", str: "string"}[kind])
