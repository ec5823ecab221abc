"""The keeper's process: jobs come in on a socket, judgements go out.

    guardian --exec--> keeper (this) --exec--> zygote --fork--> stem --fork--> run
       |                  |
       |---- job, one line of JSON
       |<--- {"judgement": ..., "leaving": false}, one line

It ends without an answer when a submission stopped or changed the grader while it
mattered; the guardian then starts another and tries again. It answers and says that
it leaves when only the next submission would be touched.
"""

from __future__ import annotations

import json
import os
import socket
import sys
from io import BufferedRWPair
from typing import Any

from grading.judge import judge
from grading.protocol import Job, Judgement, ProtocolError, Verdict
from grading.sandbox import SandboxUnavailable, ZygoteLost
from grading.sandbox.keeper import Keeper
from grading.sandbox.layers import MinimumIsolation
from grading.sandbox.supplies import Supplies
from grading.unjudged import misunderstood


def main() -> None:
    """Serve the guardian on the inherited socket until it closes its side.

    The arguments are the layers that may be used, the minimum of isolation, how many
    runs there may be at once, and the descriptors of the socket, of the packed library
    and of the interpreter, which `unreadable.start` leaves open.
    """
    layers, minimum, *numbers = sys.argv[1:]
    at_once, connection_number, library, interpreter = map(int, numbers)
    os.close(interpreter)
    supplies = Supplies(
        library,
        layers=frozenset(layers.split(",")),
        minimum=MinimumIsolation.read(minimum),
        at_once=at_once,
    )
    with socket.socket(fileno=connection_number) as connection:
        lines = connection.makefile("rwb")
        try:
            keeper = Keeper(supplies)
        except SandboxUnavailable as error:
            _send(lines, {"unavailable": str(error)})
            return
        with keeper:
            ready = {
                "layers": keeper.layers,
                "missing": keeper.missing,
                "zygote": keeper.zygote_pid,
            }
            _send(lines, {"ready": ready})
            for line in lines:
                try:
                    judgement = answer(line, keeper)
                    untouched = keeper.is_as_it_was()
                except ZygoteLost:
                    return
                if judgement.verdict is Verdict.JUDGE_ERROR and not untouched:
                    return
                _send(lines, {"judgement": judgement.to_json(), "leaving": not untouched})
                if not untouched:
                    return


def answer(line: bytes, keeper: Keeper) -> Judgement:
    """Judge one line; a line that is no job gets a judge_error that names what is wrong.

    Raises:
        ZygoteLost: only a fresh keeper can say more.
    """
    try:
        written = json.loads(line)
    except (ValueError, RecursionError) as error:
        return misunderstood(f"the job is not JSON: {error}")
    try:
        job = Job.from_json(written)
    except ProtocolError as error:
        return misunderstood(str(error), code=_code_of(written))
    return judge(job, keeper)


def _code_of(written: object) -> str:
    code = written.get("code") if isinstance(written, dict) else None
    return code if isinstance(code, str) else ""


def _send(lines: BufferedRWPair[Any, Any], message: dict[str, Any]) -> None:
    lines.write(json.dumps(message).encode() + b"\n")
    lines.flush()
