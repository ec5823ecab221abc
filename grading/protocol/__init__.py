"""What the grader is asked and what it answers.

A job goes in, a judgement comes out; both travel as JSON. ``to_json`` gives plain
dicts, lists, strings and numbers (what ``json.dumps`` takes) and ``from_json`` reads
what ``json.loads`` gives. Reading is validation: a field that is unknown, missing or
of the wrong type is refused by name with a ``ProtocolError``, never guessed.

Bytes travel as a JSON string when they are valid UTF-8 and as ``{"base64": "..."}``
otherwise. Units are in the names, because JSON has none. The same in prose:
``docs/protocol.md``.
"""

from grading.protocol.job import Checker, Job, Limits, TestCase
from grading.protocol.judgement import Judgement, Run, Verdict
from grading.protocol.reading import VERSION, ProtocolError

__all__ = [
    "VERSION",
    "Checker",
    "Job",
    "Judgement",
    "Limits",
    "ProtocolError",
    "Run",
    "TestCase",
    "Verdict",
]
