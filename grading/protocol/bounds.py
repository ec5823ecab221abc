"""The most that a job may hold; more is refused by name.

Each is far above what a question needs, and there so that a mistaken or hostile job
costs a message, not a machine. All of them are guesses, made on the large side. The
size of sources, inputs and files has no bound of its own: all must fit in one line of
64 MiB (`grading.serve`) or one Lambda event of 6 MB.
"""

from typing import Final

NAME_CHARACTERS: Final = 1_000
"""Of a code, a language, a type: the deepest test case seen in the wild has 90."""

ARGUMENT_CHARACTERS: Final = 10_000
"""Of one argument of a checker program; Linux allows 131,072: execve(2), MAX_ARG_STRLEN."""

TEST_CASES: Final = 10_000
GROUPS: Final = 1_000
FILES: Final = 200
ARGUMENTS: Final = 200
PARAMETERS: Final = 50
PRELOADED_MODULES: Final = 20

POINTS: Final = 1_000_000
TIME_FACTOR: Final = 1_000.0

TIME_MS: Final = 3_600_000
"""An hour: longer than a Lambda invocation lives, which is 15 minutes."""

MEMORY_BYTES: Final = 2**40
"""A tebibyte. What the machine has is less, and checked by the grader itself."""

OUTPUT_BYTES: Final = 2**30
"""A gibibyte: the keeper holds a run's output in memory to compare it."""

COUNT: Final = 2**63 - 1
"""Of milliseconds and bytes in a judgement: what a database column holds."""
