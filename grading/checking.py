"""A checker that is a program: compiled once, run for each output when no candidate's run lives.

    keeper: writes test.in and test.ans beside an empty feedback folder
            --"run", the candidate's output as standard input--> launcher --> checker
            reads exit status and feedback, removes what it wrote

It runs in the sandbox like a submission, in a directory of its own, and may write in the
feedback folder alone. It is the author's program, not the candidate's; but what it reads is
the candidate's, so it is trusted no further.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace

from grading.checkers import Finding, program
from grading.languages import language_named
from grading.languages.plans import plan
from grading.protocol import CheckerProgram
from grading.recipes import program_recipe
from grading.sandbox.keeper import Keeper
from grading.sandbox.outcome import Outcome, ending_of
from grading.sandbox.recipe import Recipe
from grading.sandbox.stem_process import CompileRefused
from grading.sandbox.submission import Submission
from grading.sandbox.sweeping.files import empty

DESCRIPTORS = 64
"""Of a run: it opens two files and some of its own. A guess with room."""

FEEDBACK_BYTES = 64 * 1024
"""Read of each feedback file; the rest is of no use to anybody. A guess."""


class CheckerBroken(Exception):
    """The checker program cannot be used; the message says why. Never the candidate's fault."""


class RunningChecker:
    """A checker program that is ready to compare."""

    def __init__(self, checker: CheckerProgram, submission: Submission) -> None:
        self._checker = checker
        self._submission = submission
        self._directory = submission.directory

    def check(self, *, text: bytes, expected: bytes, output: bytes) -> Finding:
        """Compare one output. `text` is the test case's input.

        Raises:
            CheckerFault: the program did not say yes or no.
            SandboxFault, ZygoteLost: as `Submission.run_all`.
        """
        feedback = f"{self._directory}/{program.FEEDBACK_DIRECTORY}"
        self._write(program.INPUT_FILE, text)
        self._write(program.ANSWER_FILE, expected)
        try:
            outcome = self._submission.run(output, program.LIMITS)
            return program.read_finding(
                exit_code=_exit_code(outcome),
                ending=ending_of(outcome, program.LIMITS),
                error=outcome.error,
                feedback=dict(_files_in(feedback)),
            )
        finally:
            empty(feedback)
            for name in (program.INPUT_FILE, program.ANSWER_FILE):
                os.unlink(f"{self._directory}/{name}")

    def _write(self, name: str, content: bytes) -> None:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        with open(os.open(f"{self._directory}/{name}", flags, 0o644), "wb") as file:
            file.write(content)


@contextmanager
def running_checker(
    checker: CheckerProgram, recipe: Recipe, keeper: Keeper
) -> Iterator[RunningChecker]:
    """Compile a checker program and keep it ready.

    Raises:
        CheckerBroken: it does not compile.
        SandboxFault, ZygoteLost: as `Keeper.submission`.
    """
    with ExitStack() as stack:
        try:
            submission = stack.enter_context(keeper.submission(recipe))
        except CompileRefused as refusal:
            raise CheckerBroken(f"the checker does not compile: {refusal}") from None
        yield RunningChecker(checker, submission)


def checker_recipe(checker: CheckerProgram, keeper: Keeper) -> Recipe:
    """Return how a checker program is compiled and run.

    Raises:
        LanguageUnknown, LanguageUnavailable: its language cannot be used here.
    """
    language = language_named(checker.language)
    toolchain = keeper.toolbox.checker_toolchain(language.name)
    toolchain = replace(toolchain, descriptors=max(DESCRIPTORS, toolchain.descriptors))
    first, *others = checker.files
    planned = plan(
        language,
        toolchain,
        first.content,
        memory_bytes=program.LIMITS.memory_bytes,
        extra_files={file.name: file.content for file in others},
    )
    arguments = program.arguments(checker, ".")
    planned = replace(planned, start=(*planned.start, *arguments))
    return program_recipe(language, toolchain, planned, writable=program.FEEDBACK_DIRECTORY)


def _exit_code(outcome: Outcome) -> int | None:
    return outcome.exit_code if outcome.stopped is None else None


def _files_in(folder: str) -> Iterator[tuple[str, bytes]]:
    """Yield the ordinary files of a folder; links and the like are left alone."""
    for name in os.listdir(folder):
        path = f"{folder}/{name}"
        if stat.S_ISREG(os.lstat(path).st_mode):
            descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
            with open(descriptor, "rb") as file:
                yield name, file.read(FEEDBACK_BYTES)
