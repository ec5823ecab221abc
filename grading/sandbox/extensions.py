"""Which extension modules a submission needs, told from its words before anything is forked.

Each shared object that the linker has loaded adds five mappings, and each mapping adds
to every fork: with all 65 of them a run costs 0.2 ms more than with these 16
(benchmarks/README.md). So the zygote holds what ordinary programs need, and a stem whose
text mentions anything else loads the rest first.

Mentioning is enough: a variable called ``queue`` costs a little time, and nothing more.
"""

from __future__ import annotations

import re
import sys

ORDINARY_EXTENSIONS = frozenset(
    {"_bisect", "_contextvars", "_datetime", "_decimal", "_heapq", "_json", "_opcode", "_random"}
    | {"_sha2", "_statistics", "_struct", "array", "cmath", "math", "unicodedata"}
)
"""What `ORDINARY_MODULES` import, as tests/grading/sandbox/test_extensions.py checks."""

ORDINARY_MODULES = frozenset(
    {"__future__", "abc", "array", "ast", "atexit", "bisect", "builtins", "calendar", "cmath"}
    | {"collections", "contextlib", "copy", "dataclasses", "datetime", "decimal", "enum", "errno"}
    | {"fractions", "functools", "gc", "graphlib", "heapq", "inspect", "io", "itertools", "json"}
    | {"keyword", "math", "numbers", "operator", "os", "pprint", "random", "re", "reprlib"}
    | {"statistics", "string", "struct", "sys", "textwrap", "time", "timeit", "tokenize"}
    | {"traceback", "types", "typing", "unicodedata", "warnings", "weakref"}
)

_IMPORTING_WORDS = frozenset({"__import__", "__loader__", "__spec__", "eval", "exec", "modules"})
_ENCODING_WORDS = frozenset({"decode", "encode", "encoding"})  # some encodings are extensions

_TELLING_WORDS = (sys.stdlib_module_names - ORDINARY_MODULES) | _IMPORTING_WORDS | _ENCODING_WORDS


def needs_all_extensions(source: bytes) -> bool:
    """Say whether a text mentions anything beyond ordinary modules."""
    words = set(re.findall(r"\w+", source.decode("utf-8", errors="replace")))
    return not words.isdisjoint(_TELLING_WORDS)
