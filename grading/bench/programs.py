"""The programs that are measured, one of each kind for each language.

Adding one shows what a test case costs beside the program itself. The loop only
computes, so that it shows whether the sandbox slows a program down; it measures itself.
"""

from __future__ import annotations

from typing import Final

from grading.doctor import ADD_ONE
from grading.languages import language_named
from grading.languages.language import Toolchain, Unavailable
from grading.languages.python import python_program

LANGUAGES: Final = ("python", "c", "javascript")

OUR_TEST_CASES: Final = {"python": 100, "c": 1000, "javascript": 20}
"""Of one submission. For C they are many, since compiling, some 70 ms, is shared among them."""

PEERS_TEST_CASES: Final = {"python": 100, "c": 100, "javascript": 20}
"""So many runs at a time are measured; a peer compiles before."""

LOOPS: Final = {
    "python": """
import time
started, number = time.process_time(), 1
for _ in range(2_000_000):
    number = (number * 1103515245 + 12345) & 0x7fffffff
print(time.process_time() - started, number)
""",
    "c": """
#include <stdio.h>
#include <time.h>
int main(void)
{
    clock_t started = clock();
    unsigned number = 1;
    for (unsigned i = 0; i < 200000000; i++)
        number = (number ^ i) * 1103515245 + 12345;
    printf("%f %u\\n", (double)(clock() - started) / CLOCKS_PER_SEC, number);
}
""",
    "javascript": """
const started = process.cpuUsage();
let number = 1;
for (let i = 0; i < 200_000_000; i++)
    number = (Math.imul(number ^ i, 1103515245) + 12345) | 0;
console.log(process.cpuUsage(started).user / 1e6, number);
""",
}
"""Programs that compute for some 0.3 s and write how many seconds of CPU time that took,
and the number, so that no compiler leaves the loop out."""


def add_one(language: str) -> bytes:
    return ADD_ONE[language].encode()


def loop(language: str) -> bytes:
    return LOOPS[language].encode()


def toolchain(language: str) -> Toolchain | Unavailable:
    """Return how peers compile and start a language: as we do, and Python as a program."""
    return python_program() if language == "python" else language_named(language).toolchain()
