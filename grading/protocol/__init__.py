"""What the grader is asked and what it answers.

A job goes in, a judgement comes out; both travel as JSON. ``to_json`` gives plain
dicts, lists, strings and numbers (what ``json.dumps`` takes) and ``from_json`` reads
what ``json.loads`` gives. Reading is validation: a field that is unknown, missing, of
the wrong type or beyond its bound is refused by name with a ``ProtocolError``, never
guessed. Only a stored judgement may be of an older version: ``stored_judgement``.

Bytes travel as a JSON string when they are valid UTF-8 and as ``{"base64": "..."}``
otherwise. Units are in the names, because JSON has none. The same in prose:
``docs/protocol.md``.
"""

from grading.protocol.checker import Checker, CheckerProgram
from grading.protocol.envelope import TooLarge, fitting, packed_job, unpacked_job
from grading.protocol.files import SourceFile
from grading.protocol.function import Function, Parameter
from grading.protocol.groups import (
    Aggregation,
    FirstFailures,
    Group,
    group_of,
    score,
    total_points,
)
from grading.protocol.job import Job, TestCase
from grading.protocol.judgement import Judgement, Run, Verdict
from grading.protocol.limits import Limits
from grading.protocol.patience import longest_seconds
from grading.protocol.reading import VERSION, ProtocolError
from grading.protocol.stored import stored_judgement

__all__ = [
    "VERSION",
    "Aggregation",
    "Checker",
    "CheckerProgram",
    "FirstFailures",
    "Function",
    "Group",
    "Job",
    "Judgement",
    "Limits",
    "Parameter",
    "ProtocolError",
    "Run",
    "SourceFile",
    "TestCase",
    "TooLarge",
    "Verdict",
    "fitting",
    "group_of",
    "longest_seconds",
    "packed_job",
    "score",
    "stored_judgement",
    "total_points",
    "unpacked_job",
]
