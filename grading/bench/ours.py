"""Our own way: a guardian with its keeper, asked as the web's worker asks it."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Self

from grading.bench.peers import LIMITS
from grading.bench.programs import add_one, loop
from grading.guardian import Guardian, Options, as_line
from grading.protocol import Job, Judgement, TestCase, Verdict


class LanguageRefused(Exception):
    """Our grader does not judge a language here; the message says why."""


class Ours:
    """A warm grader. A context manager: entering starts it, on the processors that we have then.

    layers: what holds its runs.
    """

    def __init__(self, options: Options, *, at_once: int) -> None:
        self.layers: tuple[str, ...] = ()
        self._guardian = Guardian(replace(options, at_once=at_once))

    def submission_ms(self, language: str, count: int) -> float:
        """Return the milliseconds that a fresh submission with `count` test cases takes.

        Raises:
            LanguageRefused: it is not judged here.
        """
        test_cases = tuple(
            TestCase(str(number), b"%d\n" % number, b"%d\n" % (number + 1))
            for number in range(count)
        )
        line = as_line(Job("bench", language, add_one(language), test_cases, LIMITS))
        started = time.perf_counter()
        judgement = self._guardian.judge(line)
        milliseconds = (time.perf_counter() - started) * 1000
        _refuse_unless_accepted(judgement)
        return milliseconds

    def loop_ms(self, language: str) -> float:
        """Return the CPU milliseconds that the loop takes, by its own clock.

        Raises:
            LanguageRefused: it is not judged here.
        """
        job = Job("bench", language, loop(language), (TestCase("loop", b""),), LIMITS)
        judgement = self._guardian.judge(as_line(job))
        _refuse_unless_accepted(judgement)
        return float(judgement.runs[0].output_excerpt.split()[0]) * 1000

    def __enter__(self) -> Self:
        """Start it.

        Raises:
            SandboxUnavailable: nothing can be judged here.
        """
        self.layers = self._guardian.start()
        return self

    def __exit__(self, *_raised: object) -> None:
        self._guardian.close()


def _refuse_unless_accepted(judgement: Judgement) -> None:
    if judgement.verdict is not Verdict.ACCEPTED:
        said = f"{judgement.verdict}: {judgement.reason} {judgement.compile_output}"
        raise LanguageRefused(said.strip())
