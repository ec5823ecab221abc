"""What the soak submits: good, failing and hostile programs, mixed by fixed shares.

The order is random but always the same. Of each kind every program has its turn before
the first one comes again.
"""

from __future__ import annotations

import random
import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from grading.doctor import ADD_ONE, ONE
from grading.languages import LanguageUnknown, language_of_file
from grading.languages.python import PROGRAM_LEVEL
from grading.protocol import (
    Checker,
    CheckerProgram,
    Function,
    Job,
    Judgement,
    Parameter,
    SourceFile,
    TestCase,
    Verdict,
)
from grading.sandbox.layers import reaches
from tests.grading.client import GOOD, GOOD_TEST, SMALL
from tests.grading.hostile_programs import (
    Hostile,
    bait,
    differences,
    hostile_programs,
    leaks,
    reaches_the_grader_only,
)

PROGRAMS = Path(__file__).parents[1] / "tests" / "grading" / "programs"
SEED = 3

PATIENT = replace(SMALL, cpu_time_ms=10_000, wall_time_ms=60_000)
"""For programs that end by themselves: on a busy machine they must not be late."""

SLOW = {"doubling_macros.c"}
"""Takes longer than a second, and shows nothing here that others do not."""

SHARES = {
    "good Python": 70,
    "good SQL": 4,
    "good C": 3,
    "good JavaScript": 3,
    "function": 2,
    "checker program": 1,
    "failing": 5,
    "hostile": 12,
}
"""Of a hundred submissions. So many are Python as in a company that interviews by it; a guess."""

LANGUAGES = {
    "python": "good Python",
    "sql": "good SQL",
    "c": "good C",
    "javascript": "good JavaScript",
}


class WarmGrader(Protocol):
    """What a submission needs of the grader. pids: of keeper, zygote and guardian, in words."""

    layers: tuple[str, ...]
    pids: str

    def answer(self, job: Job) -> Judgement | None:
        """Return the judgement; None if the guardian was stopped, and there is another now."""


@dataclass(frozen=True, slots=True)
class Known:
    """A job whose verdict is known."""

    kind: str
    job: Job
    verdict: Verdict = Verdict.ACCEPTED

    @property
    def language(self) -> str:
        return self.job.language

    def submit(self, grader: WarmGrader) -> list[str]:
        """Have it judged; return what was wrong, in words."""
        # A guardian may answer and then leave, because a program has changed its limits.
        judgement = grader.answer(self.job) or grader.answer(self.job)
        if judgement is not None and judgement.verdict is self.verdict:
            return []
        found = "nothing" if judgement is None else f"{judgement.verdict}: {judgement.reason}"
        return [f"{self.job.code} got {found}"]


@dataclass(frozen=True, slots=True)
class Tempted:
    """A hostile program; each time there is another secret to be stolen."""

    program: Hostile
    kind: str = "hostile"

    @property
    def language(self) -> str | None:
        return self.program.language

    def submit(self, grader: WarmGrader) -> list[str]:
        """Have it judged; return what is not as its header says, in words."""
        secret = "SECRET-" + secrets.token_hex(32)
        alone = reaches_the_grader_only(grader.layers)
        with bait(secret) as file:
            judgement = grader.answer(self.program.job(secret, file, grader.pids, alone=alone))
            complaints = [
                *differences(self.program, judgement, grader.layers),
                *leaks(judgement, secret),
            ]
        if self.program.open_hole(grader.layers):
            return []
        return [f"{self.program.name}: {complaint}" for complaint in complaints]


type Submission = Known | Tempted


def available(grader: WarmGrader) -> list[str]:
    """Return the languages that are judged here; say which are not, and why."""
    found = []
    for language in LANGUAGES:
        text = ONE.get(language, b"1\n")
        job = _job("one", language, ADD_ONE[language].encode(), TestCase("one", text, b"2\n"))
        judgement = grader.answer(job)
        if judgement is not None and judgement.verdict is Verdict.JUDGE_ERROR:
            print(f"left out: {language}, since {judgement.reason}")
        else:
            found.append(language)
    return found


def submissions(languages: Iterable[str], layers: Iterable[str]) -> dict[str, list[Submission]]:
    """Return all that can be submitted in these languages under these layers, by kind."""
    every: list[Submission] = [
        *_from_files(),
        Known("good Python", _job("ten test cases", "python", GOOD, *_ten_sums())),
        Known("good SQL", _sum_in_sql()),
        *(Known("function", _function(name, text)) for name, text in FUNCTIONS.items()),
        *(Tempted(program) for program in hostile_programs()),
    ]
    if reaches(layers, PROGRAM_LEVEL):
        every.append(Known("checker program", _with_checker()))
    else:
        print(f"left out: checker programs, since they need the isolation {PROGRAM_LEVEL!r}")
    wanted = set(languages)
    by_kind: dict[str, list[Submission]] = {}
    for one in every:
        if one.language in wanted:
            by_kind.setdefault(one.kind, []).append(one)
    return by_kind


def mixed(by_kind: dict[str, list[Submission]], count: int) -> Iterator[Submission]:
    """Yield so many submissions, of each kind its share."""
    chance = random.Random(SEED)
    kinds = [kind for kind in SHARES if kind in by_kind]
    turns = {kind: _in_turn(by_kind[kind], chance) for kind in kinds}
    for kind in chance.choices(kinds, [SHARES[kind] for kind in kinds], k=count):
        yield next(turns[kind])


def _in_turn(those: Sequence[Submission], chance: random.Random) -> Iterator[Submission]:
    while True:
        yield from chance.sample(those, len(those))


def _from_files() -> Iterator[Known]:
    for path in sorted(PROGRAMS.glob("*/*")):
        verdict = Verdict(path.parent.name)
        try:
            language = language_of_file(path).name
        except LanguageUnknown:
            continue
        if language not in LANGUAGES or path.name in SLOW:
            continue
        if verdict is not Verdict.TIME_LIMIT_EXCEEDED:  # there are hostile ones enough
            kind = LANGUAGES[language] if verdict is Verdict.ACCEPTED else "failing"
            name = f"{verdict}/{path.name}"
            yield Known(kind, _job(name, language, path.read_bytes(), GOOD_TEST), verdict)


def _job(name: str, language: str, source: bytes, *test_cases: TestCase) -> Job:
    return Job(name, language, source, test_cases, limits=PATIENT)


def _ten_sums() -> list[TestCase]:
    return [TestCase(str(n), b"%d 1\n" % n, b"%d\n" % (n + 1)) for n in range(10)]


def _sum_in_sql() -> Job:
    test_case = TestCase("one", ONE["sql"], b"2\n")
    return _job("one more in SQL", "sql", ADD_ONE["sql"].encode(), test_case)


FUNCTIONS = {
    "python": "def double(n):\n    print(n)\n    return 2 * n\n",
    "javascript": "function double(n) { console.log(n); return 2 * n; }\n",
}


def _function(language: str, source: str) -> Job:
    return replace(
        _job(f"function in {language}", language, source.encode(), TestCase("t", b"[21]", b"42")),
        function=Function("double", (Parameter("n", "int"),), "int"),
        checker=Checker("json"),
    )


CHECKER = b"import sys\nsys.exit(42 if sys.stdin.read().strip() == '7' else 43)\n"


def _with_checker() -> Job:
    program = CheckerProgram("python", (SourceFile("check.py", CHECKER),))
    job = _job("judged by a program", "python", GOOD, GOOD_TEST)
    return replace(job, checker=Checker("program", program=program))
