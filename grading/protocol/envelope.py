"""How a job travels to the grader's function, and what its answer may weigh.

    {"job": {...}}                     a job as it is
    {"job_gzip": "base64 of gzip"}     the same, compressed: what the web sends

Test cases compress well, and a single invocation carries little.
"""

from __future__ import annotations

import base64
import binascii
import gzip
import json
import zlib
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any, Final

from grading.protocol.job import Job
from grading.protocol.judgement import Judgement
from grading.protocol.reading import ProtocolError

COMPRESSED_BYTES: Final = 4_000_000
"""Of one job, program included. As base64 it is a third larger, and so stays below what one
invocation carries: 6 MB. Source: "Lambda quotas", Lambda's developer guide."""

JOB_BYTES: Final = 64 * 1024 * 1024
"""Of one job unpacked: what `grading serve` reads in one line."""

ANSWER_BYTES: Final = 6_000_000
"""Of one answer. The quota is the same 6 MB, counted as 6 * 1024 * 1024."""

_LEVEL: Final = 6  # zlib's own choice between time and size


class TooLarge(ValueError):
    """A job does not fit into one envelope; the message says which bound it passes."""


def packed_job(job: Job) -> bytes:
    """Return the event that carries a job.

    Raises:
        TooLarge: it is above COMPRESSED_BYTES or JOB_BYTES.
    """
    written = json.dumps(job.to_json()).encode()
    if len(written) > JOB_BYTES:
        raise TooLarge(f"it has {len(written):,} bytes, and may have {JOB_BYTES:,}")
    compressed = gzip.compress(written, _LEVEL, mtime=0)
    if len(compressed) > COMPRESSED_BYTES:
        raise TooLarge(
            f"compressed it has {len(compressed):,} bytes, and may have {COMPRESSED_BYTES:,}"
        )
    return json.dumps({"job_gzip": base64.b64encode(compressed).decode()}).encode()


def unpacked_job(event: dict[str, Any]) -> bytes:
    """Return the job of an event as JSON, which is still to be read and validated.

    Raises:
        ProtocolError: ``job_gzip`` is not what its name says, or unpacks to more
            than JOB_BYTES.
    """
    if "job_gzip" not in event:
        return json.dumps(event.get("job")).encode()
    try:
        compressed = base64.b64decode(event["job_gzip"], validate=True)
        unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)  # 16: with gzip's header
        written = unpacker.decompress(compressed, JOB_BYTES)
    except (TypeError, binascii.Error, ValueError, zlib.error) as error:
        raise ProtocolError(f"job_gzip is not a job, compressed and in base64: {error}") from None
    if not unpacker.eof:
        raise ProtocolError(f"job_gzip is cut off, or has more than {JOB_BYTES} bytes unpacked")
    return written


def fitting(judgement: Judgement, most_bytes: int = ANSWER_BYTES) -> Judgement:
    """Return a judgement whose texts are cut until it can travel.

    The longest texts are cut first: all are held to half of what the longest may
    have, again and again. Verdicts and figures stay; they fit for some ten thousand
    test cases.
    """
    longest = max(map(len, _texts(judgement)), default=0)
    while longest and len(json.dumps(judgement.to_json())) > most_bytes:
        longest //= 2
        judgement = _with_texts(judgement, partial(_cut, most=longest))
    return judgement


def _texts(judgement: Judgement) -> list[str]:
    texts = [judgement.compile_output]
    for run in judgement.runs:
        texts += [run.output_excerpt, run.error_excerpt, run.result_excerpt]
        texts += [run.reason, run.feedback]
    return texts


def _with_texts(judgement: Judgement, change: Callable[[str], str]) -> Judgement:
    return replace(
        judgement,
        compile_output=change(judgement.compile_output),
        runs=tuple(
            replace(
                run,
                output_excerpt=change(run.output_excerpt),
                error_excerpt=change(run.error_excerpt),
                result_excerpt=change(run.result_excerpt),
                reason=change(run.reason),
                feedback=change(run.feedback),
            )
            for run in judgement.runs
        ),
    )


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else (text[: most - 1] + "…" if most else "")
