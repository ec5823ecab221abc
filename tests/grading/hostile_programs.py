"""The hostile programs: read from their files, tried on a real grader, and judged themselves.

A file in hostile/ begins with the number of what it tries, from the list of 88 in the
sandbox's reference, or above that. Its first comment says what it tries and what must
happen. Then come lines that are read here:

    # also: 49 83                       other numbers that it stands for
    # verdict: wrong_answer             what it gets, or several if each is right
    # verdicts: accepted wrong_answer   with several runs: what each gets, exactly
    # output: refused                   what it must have written, if the verdict is wrong_answer
    # reason: stopped the grader        the judgement's, for other verdicts
    # runs: 2                           test cases; 1 if not said
    # expected: "text"                  as a Python literal; a secret if not said
    # checker: tokens float_absolute_tolerance=1e-6
    # limits: cpu_time_ms=300           where they differ from the usual ones
    # append: "(" * 100_000             more of the text, as a Python expression
    # submissions: 2                    how often it is submitted; 1 if not said
    # exception under lockdown: ...     what it can do there, and why that is no harm
    # open under lockdown: ...          what it can do there and must not: a hole that is known

`verdict`, `verdicts`, `output` and `reason` may differ by what holds the program:
"# verdict under lockdown:" is for lockdown alone, "under other_user" for lockdown and a
user of its own, "under filtered", "confined" or "contained" for that as the strongest layer.
An output of * is not looked at.

A program's standard input has three lines: the pids of keeper, zygote and guardian; the
path of a file that every user may read, and that holds the expected output; and "run 1",
with the word "alone" where ``kill(-1)`` can reach nothing but the grader. In a text that
is compiled, SECRET_FILE stands for the same path.

The verdict "gone" means that the guardian itself ended or was stopped. Then its caller
starts another, as from a queue that delivers again.
"""

from __future__ import annotations

import ast
import json
import os
import re
import secrets
import select
import signal
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from grading.languages import LanguageUnknown, language_of_file
from grading.protocol import Checker, Job, Judgement, TestCase, Verdict
from tests.grading.client import GOOD, GOOD_TEST, SMALL, Grader
from tests.grading.left_behind import Litter

FOLDER = Path(__file__).parent / "hostile"
LISTED = range(1, 89)
EXCEPTIONS_UNDER_LOCKDOWN = frozenset({19, 25, 37, 40, 65})

GONE = "gone"
LEVELS = ("filtered", "confined", "contained")
LOOK_SECONDS = 0.1
ORPHAN_SECONDS = 5.0  # they end by themselves in some milliseconds


@dataclass(frozen=True)
class Hostile:
    """One program and what its header says."""

    path: Path

    @property
    def name(self) -> str:
        return self.path.name

    @cached_property
    def source(self) -> str:
        return self.path.read_text(errors="surrogateescape")

    @cached_property
    def language(self) -> str | None:
        """None for a language that this grader does not know."""
        try:
            return language_of_file(self.path).name
        except LanguageUnknown:
            return None

    @cached_property
    def numbers(self) -> tuple[int, ...]:
        also = (self.said("also") or "").split()
        return (int(self.name.partition("_")[0]), *map(int, also))

    @cached_property
    def tries(self) -> str:
        """Its first comment, up to the first line that is read here."""
        lines = []
        for line in self.source.splitlines():
            words = re.match(r"(?:#|//|--) (?!\w+(?: under \w+)?: )(.*)", line)
            if not words:
                break
            lines.append(words[1])
        return " ".join(lines)

    def said(self, word: str) -> str | None:
        match = re.search(rf"^(?:#|//|--) {word}: (.*)$", self.source, re.MULTILINE)
        return match[1] if match else None

    def said_under(self, word: str, isolation: tuple[str, ...]) -> str | None:
        special = self.said(f"{word} under {strongest(isolation)}")
        return self.said(word) if special is None else special

    def exception(self, isolation: tuple[str, ...]) -> str | None:
        """Return what it can do under these layers although it should not, if anything."""
        return self.said(f"exception under {strongest(isolation)}")

    def open_hole(self, isolation: tuple[str, ...]) -> str | None:
        """Return what is known not to be held under these layers, if anything."""
        return self.said(f"open under {strongest(isolation)}")

    def job(self, secret: str, secret_file: Path, first_line: str, *, alone: bool) -> Job:
        """Return the job that lets it try."""
        assert self.language is not None
        expected = ast.literal_eval(self.said("expected") or repr(secret))
        test_cases = tuple(
            TestCase(
                f"run {number}",
                f"{first_line}\n{secret_file}\nrun {number}{' alone' if alone else ''}\n".encode(),
                expected.encode() if isinstance(expected, str) else expected,
            )
            for number in range(1, int(self.said("runs") or 1) + 1)
        )
        name, *settings = (self.said("checker") or "tokens").split()
        appended = eval(self.said("append") or "''")
        source = self.source.replace("SECRET_FILE", str(secret_file)) + appended
        return Job(
            code=self.name,
            language=self.language,
            source=source.encode(errors="surrogateescape"),
            test_cases=test_cases,
            limits=replace(SMALL, **numbers_in((self.said("limits") or "").split())),
            checker=Checker(name, **numbers_in(settings)),
        )


NOT_HERE = re.compile("is not available|needs the isolation")
"""In the reason for refusing a language that this place cannot grade."""


def numbers_in(settings: list[str]) -> Mapping[str, Any]:
    pairs = (setting.split("=") for setting in settings)
    return {name: ast.literal_eval(value) for name, value in pairs}


def strongest(isolation: tuple[str, ...]) -> str:
    """Return the word that stands for these layers in a header."""
    for level in reversed(LEVELS):
        if level in isolation:
            return level
    return "other_user" if "other_user" in isolation else "lockdown"


def hostile_programs() -> list[Hostile]:
    """Return all of them, by number."""
    programs = [Hostile(path) for path in FOLDER.iterdir() if path.is_file()]
    return sorted(programs, key=lambda program: (program.numbers[0], program.name))


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of one program.

    layers: that held it; those of a good program if there was no judgement.
    complaints: what was wrong, in words; none if it was held.
    not_run: why it could not be tried at all, if so.
    """

    program: Hostile
    layers: tuple[str, ...]
    verdict: str
    judgement: Judgement | None
    complaints: tuple[str, ...] = ()
    not_run: str = ""


def try_out(program: Hostile, grader: Grader) -> Tried:
    """Have it judged beside things worth stealing, then a good program by the same grader."""
    layers = judge_good(grader)
    secret = "SECRET-" + secrets.token_hex(32)
    litter = Litter(grader)
    with bait(secret) as secret_file:
        pids = f"{grader.keeper_pid} {grader.zygote_pid} {grader.pid}"
        alone = reaches_the_grader_only(layers)
        job = program.job(secret, secret_file, pids, alone=alone)
        for _submission in range(int(program.said("submissions") or 1)):
            judgement = answer_if_alive(grader, job)
        changed = not secret_file.exists() or secret_file.read_text() != f"{secret}\n"
    if judgement is None:
        replace_grader(grader, orphans=pids.split()[:2])
    elif judgement.verdict is Verdict.JUDGE_ERROR and NOT_HERE.search(judgement.reason):
        return Tried(program, layers, "", judgement, not_run=judgement.reason)
    complaints = [
        *differences(program, judgement, layers),
        *leaks(judgement, secret, grader.secret),
        *(["it changed a file"] if changed and not program.exception(layers) else []),
    ]
    try:
        judge_good(grader)
    except GoodProgramRefused as error:
        complaints.append(str(error))
        replace_grader(grader)
    complaints += litter.left()  # a keeper that was killed leaves it to the next one to sweep
    return Tried(
        program,
        judgement.isolation if judgement and judgement.isolation else layers,
        judgement.verdict if judgement else GONE,
        judgement,
        tuple(complaints),
    )


GOOD_JOB = Job("good", "python", GOOD, (GOOD_TEST,), SMALL)


class GoodProgramRefused(AssertionError):
    """A program known to be good was not accepted."""


def judge_good(grader: Grader) -> tuple[str, ...]:
    """Judge a good program; return the layers that held it.

    A guardian that is gone is replaced first.

    Raises:
        GoodProgramRefused: it was not accepted.
    """
    judgement = answer_if_alive(grader, GOOD_JOB)
    if judgement is None:  # it had answered, and then left since its limits were changed
        replace_grader(grader)
        judgement = answer_if_alive(grader, GOOD_JOB)
    if judgement is None or judgement.verdict is not Verdict.ACCEPTED:
        raise GoodProgramRefused(f"a good program was not accepted afterwards: {judgement}")
    return judgement.isolation


@contextmanager
def bait(secret: str) -> Iterator[Path]:
    """Put a secret where every user may read it, and the runs' user perhaps more."""
    with tempfile.TemporaryDirectory(dir="/tmp", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        file = Path(folder, "answers")
        file.write_text(f"{secret}\n")
        file.chmod(0o644)
        yield file


def reaches_the_grader_only(layers: tuple[str, ...]) -> bool:
    """Say whether a run's ``kill(-1)`` would harm nobody but the grader, and not us.

    As process 1 we cannot be hit from below: pid_namespaces(7).
    """
    return "other_user" in layers or "contained" in layers or os.getpid() == 1


def answer_if_alive(grader: Grader, job: Job) -> Judgement | None:
    """Return the judgement, or None if the guardian ended or was stopped before it."""
    with suppress(BrokenPipeError):
        assert grader.process.stdin is not None
        grader.process.stdin.write(json.dumps(job.to_json()).encode() + b"\n")
        grader.process.stdin.flush()
    waiting = select.poll()
    assert grader.process.stdout is not None
    waiting.register(grader.process.stdout, select.POLLIN)
    while not waiting.poll(LOOK_SECONDS * 1000):
        if os.waitid(os.P_PID, grader.pid, os.WSTOPPED | os.WNOHANG | os.WNOWAIT):
            return None
    line = grader.process.stdout.readline()
    return Judgement.from_json(json.loads(line)) if line else None


def replace_grader(grader: Grader, *, orphans: Iterable[str] = ()) -> None:
    """End what is left of a grader and start another.

    orphans: what it leaves. Where we are process 1 it is we who have to wait for them;
        elsewhere init does, and our waiting fails at once.
    """
    with suppress(ProcessLookupError):
        os.kill(grader.pid, signal.SIGKILL)
    deadline = time.monotonic() + ORPHAN_SECONDS
    for pid in map(int, orphans):
        with suppress(ChildProcessError):
            while os.waitpid(pid, os.WNOHANG) == (0, 0) and time.monotonic() < deadline:
                time.sleep(0.01)
    grader.replace()


def differences(
    program: Hostile, judgement: Judgement | None, layers: tuple[str, ...]
) -> Iterator[str]:
    """Yield what is not as the header says."""
    isolation = judgement.isolation if judgement and judgement.isolation else layers
    allowed = (program.said_under("verdict", isolation) or "").split()
    exact = program.said_under("verdicts", isolation)
    if judgement is None:
        if GONE not in allowed:
            yield "the guardian is gone"
        return
    verdicts = [run.verdict.value for run in judgement.runs]
    if exact is not None and verdicts != exact.split():
        yield f"its runs got {' '.join(verdicts)}, not {exact}"
    if exact is None and judgement.verdict not in allowed:
        yield f"it got {judgement.verdict}, not {' or '.join(allowed)}: {judgement.reason}"
    output = program.said_under("output", isolation)
    reason = program.said_under("reason", isolation)
    for run in judgement.runs:
        if run.verdict is Verdict.WRONG_ANSWER and output not in (None, "*"):
            if run.output_excerpt != f"{output}\n":
                yield f"{run.test_case} wrote {run.output_excerpt + run.error_excerpt!r}"
        elif run.verdict is not Verdict.ACCEPTED and reason is not None and run.reason != reason:
            yield f"the reason was {run.reason!r}"


def leaks(judgement: Judgement | None, *texts: str) -> Iterator[str]:
    """Yield what a candidate could read of what was put there to be found.

    The reason is for interviewers, who may see the expected output.
    """
    if judgement is None:
        return
    shown = replace(judgement, runs=tuple(replace(run, reason="") for run in judgement.runs))
    words = json.dumps(shown.to_json())
    if any(text in words for text in texts):
        yield f"it shows a secret: {words}"
