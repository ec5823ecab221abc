"""What the folders of a legacy package's ``submissions`` promise.

Judging stops at the first failure there, as a rule, so that what would have come
behind it is unknown; what is required and permitted speaks of the runs there were.
"""

from typing import Final

from grading.packages.expectations import AC, RTE, TLE, WA, Expectation
from grading.protocol import Verdict

EXPECTATIONS: Final = {
    "accepted": Expectation(permitted=AC, bounds_time_limit=True),
    "wrong_answer": Expectation(permitted=AC | WA, required=WA),
    "time_limit_exceeded": Expectation(permitted=AC | WA | TLE, required=TLE),
    "run_time_error": Expectation(required=RTE),
    # Not in the format, but seen in packages for newer tools and for DOMjudge:
    "slow_accepted": Expectation(permitted=AC | TLE),
    "rejected": Expectation(required=WA | TLE | RTE),
    "brute_force": Expectation(required=WA | TLE | RTE),
    "compiler_error": Expectation(
        permitted=frozenset({Verdict.COMPILE_ERROR}), required=frozenset({Verdict.COMPILE_ERROR})
    ),
    "memory_limit": Expectation(required=frozenset({Verdict.MEMORY_LIMIT_EXCEEDED})),
    "output_limit": Expectation(required=frozenset({Verdict.OUTPUT_LIMIT_EXCEEDED})),
    "no_output": Expectation(permitted=AC | WA, required=WA),
}
"""By folder. Source: ``spec/legacy.md``, "Example submissions"."""
