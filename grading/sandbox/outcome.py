"""What happened in a run, as measured from outside, and the verdict that follows from it."""

from __future__ import annotations

import signal
from dataclasses import dataclass
from enum import Enum, auto

from grading.protocol import Limits, Verdict

LAST_WORDS_BYTES = 4_000
"""Of standard error, in which a language says that memory ran out. A guess: Java's longest
trace of one error fits."""


class Stopped(Enum):
    """Why the keeper ended a run."""

    CPU_TIME = auto()
    WALL_TIME = auto()
    MEMORY = auto()
    NOT_STARTED = auto()  # the kernel did not take the file for a program
    STEM_LOST = auto()  # the run's parent was gone, so nobody can say how it ended


@dataclass(frozen=True, slots=True)
class Outcome:
    """One run as its true parent and the keeper saw it; nothing in it is the run's word.

    output, error, result: at most one byte more than the limit, read after the run's
        death. The result is what was written to descriptor 3, if there was one.
    """

    output: bytes = b""
    error: bytes = b""
    result: bytes = b""
    cpu_time_ms: int = 0
    wall_time_ms: int = 0
    peak_memory_bytes: int = 0
    exit_code: int | None = None
    signal: int | None = None
    stopped: Stopped | None = None

    def is_faster_than(self, other: Outcome) -> bool:
        """Say whether it took less time; one whose end nobody saw is never faster."""
        if Stopped.STEM_LOST in (self.stopped, other.stopped):
            return other.stopped is Stopped.STEM_LOST and self.stopped is not Stopped.STEM_LOST
        return (self.cpu_time_ms, self.wall_time_ms) < (other.cpu_time_ms, other.wall_time_ms)


def overran_by_little(outcome: Outcome, limits: Limits) -> bool:
    """Say whether a run is too slow by so little that the machine may be to blame.

    Runs are let go on to `flights.OVERTIME` times their limits; whoever is killed
    there took too long beyond doubt.
    """
    killed = outcome.stopped is not None
    overran = outcome.cpu_time_ms > limits.cpu_time_ms or outcome.wall_time_ms > limits.wall_time_ms
    return overran and not killed


def verdict_of(
    outcome: Outcome, limits: Limits, *, out_of_memory: tuple[bytes, ...] = ()
) -> tuple[Verdict | None, str]:
    """Return the verdict and the reason, or None if the program ended normally.

    out_of_memory: what programs of the language write to standard error when it runs out.

    Then only its output can say whether it is right: an exit code of 0 proves
    nothing. Output comes first, because a program that meets the limit fails
    in ways of its own; time before the rest, because we killed it ourselves.
    """
    verdict: Verdict | None
    written = max(map(len, (outcome.output, outcome.error, outcome.result)))
    if written > limits.output_bytes:
        verdict, reason = Verdict.OUTPUT_LIMIT_EXCEEDED, f"wrote over {limits.output_bytes} bytes"
    elif outcome.stopped is Stopped.STEM_LOST:
        verdict, reason = Verdict.RUN_TIME_ERROR, "stopped the process that watched it"
    elif outcome.stopped is Stopped.NOT_STARTED:
        verdict, reason = Verdict.RUN_TIME_ERROR, "could not be started: it is no program"
    elif outcome.stopped is Stopped.CPU_TIME or outcome.cpu_time_ms > limits.cpu_time_ms:
        verdict, reason = Verdict.TIME_LIMIT_EXCEEDED, f"computed over {limits.cpu_time_ms} ms"
    elif outcome.stopped is Stopped.WALL_TIME or outcome.wall_time_ms > limits.wall_time_ms:
        verdict, reason = Verdict.TIME_LIMIT_EXCEEDED, f"took over {limits.wall_time_ms} ms"
    elif outcome.stopped is Stopped.MEMORY:
        verdict, reason = Verdict.MEMORY_LIMIT_EXCEEDED, f"held over {limits.memory_bytes} bytes"
    elif outcome.exit_code == 0:
        verdict, reason = None, ""
    elif _ran_out_of_memory(outcome, limits, out_of_memory):
        verdict, reason = Verdict.MEMORY_LIMIT_EXCEEDED, f"wanted over {limits.memory_bytes} bytes"
    else:
        verdict, reason = Verdict.RUN_TIME_ERROR, _ending(outcome)
    return verdict, reason


def _ran_out_of_memory(outcome: Outcome, limits: Limits, words: tuple[bytes, ...]) -> bool:
    """Tell a failed allocation from other failures.

    At the limit most run-time systems say so in their last words. A candidate could
    write those too, and would gain nothing by it. If the whole machine is short of
    memory, the kernel kills.
    """
    last_words = outcome.error[-LAST_WORDS_BYTES:]
    killed = outcome.signal == signal.SIGKILL
    large = outcome.peak_memory_bytes >= limits.memory_bytes
    return any(word in last_words for word in words) or (killed and large)


def ending_of(outcome: Outcome, limits: Limits) -> str:
    """Say in words how a run ended, whatever its verdict would be."""
    verdict, reason = verdict_of(outcome, limits)
    return reason if verdict is not None else _ending(outcome)


def _ending(outcome: Outcome) -> str:
    if outcome.signal is None:
        return f"ended with exit status {outcome.exit_code}"
    try:
        return f"was ended by {signal.Signals(outcome.signal).name}"
    except ValueError:
        return f"was ended by signal {outcome.signal}"
