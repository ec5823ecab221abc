"""A warm child that judges: one job per line on standard input, one judgement per line out.

    web's worker --pipe--> serve (guardian) --> keeper --> zygote --> stem --> run

It answers every line, in order, and ends at end of file. It is meant to be started
once and used for long; `python -m grading serve` makes it unreadable first.
"""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from typing import IO

from grading.guardian import Guardian, Options
from grading.protocol import Judgement
from grading.sandbox import SandboxUnavailable
from grading.unjudged import misunderstood

LONGEST_LINE_BYTES = 64 * 1024 * 1024
"""Ten times what a Lambda invocation can carry; a longer line is refused, not read into memory."""

EXIT_TAMPERED = 3
"""Our own limits were changed by a submission: all is answered, but start a fresh one."""


def serve(source: IO[bytes], sink: IO[bytes], options: Options) -> int:
    """Answer each line of `source` on `sink`; return the exit status."""
    with Guardian(options) as guardian:
        with suppress(SandboxUnavailable):  # then every answer will say so
            guardian.start()
        while line := source.readline(LONGEST_LINE_BYTES):
            if not line.strip():
                continue
            if len(line) == LONGEST_LINE_BYTES and not line.endswith(b"\n"):
                _skip_rest_of_line(source)
                answer = misunderstood(f"the job is longer than {LONGEST_LINE_BYTES} bytes")
            else:
                answer = guardian.judge(line)
            if not _sent(sink, answer):
                return 0
            if not guardian.is_as_it_was():
                sys.stderr.write("a submission changed our limits; start a fresh grader\n")
                return EXIT_TAMPERED
    return 0


def _skip_rest_of_line(source: IO[bytes]) -> None:
    while (part := source.readline(LONGEST_LINE_BYTES)) and not part.endswith(b"\n"):
        pass


def _sent(sink: IO[bytes], answer: Judgement) -> bool:
    """Write one answer; say whether somebody is still there to read it."""
    try:
        sink.write(json.dumps(answer.to_json()).encode() + b"\n")
        sink.flush()
    except BrokenPipeError:
        return False
    return True
