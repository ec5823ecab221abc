"""Checker programs: what they are told, and what their answer means.

Running one is the sandbox's work. Here is what is only words: the command line before,
and the reading of exit status and feedback files afterwards.

Source: the Kattis problem package format, "Output validators": "Invocation",
"Reporting a judgement" and "Reporting additional feedback".
"""

from collections.abc import Mapping
from typing import Final

from grading.checkers.finding import CheckerFault, Finding
from grading.excerpts import escaped, first_part
from grading.protocol import CheckerProgram, Limits

EXIT_ACCEPTED: Final = 42
EXIT_WRONG_ANSWER: Final = 43

LIMITS: Final = Limits(
    cpu_time_ms=10_000,
    wall_time_ms=30_000,
    memory_bytes=1024 * 1024 * 1024,
    output_bytes=8 * 1024 * 1024,
)
"""What one run of a checker program may use. A guess: it reads a few megabytes and compares.
The format's own example of a system, "Typical system default", has 60 s and 2 GiB."""

INPUT_FILE: Final = "test.in"
ANSWER_FILE: Final = "test.ans"
FEEDBACK_DIRECTORY: Final = "feedback"

JUDGE_MESSAGE: Final = "judgemessage.txt"
TEAM_MESSAGE: Final = "teammessage.txt"

_UNSUPPORTED: Final = {
    "score.txt": "gives points",
    "score_multiplier.txt": "gives points",
    "nextpass.in": "asks for another pass",
}
"""Feedback files that would change what a run is worth, or that there is another."""

_REASON_BYTES: Final = 400
_ERROR_BYTES: Final = 200


def arguments(program: CheckerProgram, directory: str) -> tuple[str, ...]:
    """Return the command line behind the program's own name.

    directory: where the caller puts ``INPUT_FILE``, ``ANSWER_FILE`` and an empty
        ``FEEDBACK_DIRECTORY``, which the program may write to and nobody else. The
        output to be checked is its standard input.
    """
    return (
        f"{directory}/{INPUT_FILE}",
        f"{directory}/{ANSWER_FILE}",
        f"{directory}/{FEEDBACK_DIRECTORY}/",  # the format wants the slash
        *program.arguments,
    )


def read_finding(
    *, exit_code: int | None, ending: str, error: bytes, feedback: Mapping[str, bytes]
) -> Finding:
    """Return what a checker program that has ended found.

    exit_code: None if a signal or one of the limits ended it.
    ending: how it ended, in words, such as "was ended by SIGSEGV"; used for a fault.
    error: what it wrote to standard error; used for a fault.
    feedback: the files of its feedback directory by name, as far as they are
        ordinary files. The judge's message becomes the reason, the team's message
        the candidate's feedback; both are escaped and cut.

    Raises:
        CheckerFault: it did not say yes or no, or wants something that we cannot do.
    """
    if exit_code not in (EXIT_ACCEPTED, EXIT_WRONG_ANSWER):
        raise CheckerFault(f"the checker {ending}{_last_words(error)}")
    for name, wish in _UNSUPPORTED.items():
        if name in feedback:
            raise CheckerFault(f"the checker {wish} by a file {name}, which is not supported")
    accepted = exit_code == EXIT_ACCEPTED
    usual = "The checker accepted it." if accepted else "the checker did not accept it"
    return Finding(
        accepted=accepted,
        reason=_on_one_line(feedback.get(JUDGE_MESSAGE, b"")) or usual,
        feedback=first_part(feedback.get(TEAM_MESSAGE, b"")).strip(),
    )


def _last_words(error: bytes) -> str:
    words = _on_one_line(error[-_ERROR_BYTES:])
    return f", and wrote: {words}" if words else ""


def _on_one_line(message: bytes) -> str:
    """Return a message for a table: no line ends, nothing that a terminal obeys."""
    lines = escaped(message[:_REASON_BYTES]).split()
    return " ".join(lines) + (" ..." if len(message) > _REASON_BYTES else "")
