"""The test cases that a candidate writes: they stay with the answer, and run with the samples."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from quizzes.rules.answers import normalised

MOST_TESTS = 10
"""Of one answer. Source: a guess; each costs a run of the program, at every Run."""

TEST_LIMIT_BYTES = 64 * 1024
"""Of one test, input and expected output together. Source: a guess; it is typed or pasted."""

NAME_LENGTH = 60

CODE_LENGTH = 12
"""Of a code that we make; nobody but the candidate ever sees it, so it only has to be unique."""

CODE = re.compile(r"[\w-]{1,40}", re.ASCII)


@dataclass(frozen=True, slots=True)
class OwnTest:
    """One of them. Where ``expected_output`` is empty, the output is shown and not compared."""

    code: str
    name: str = ""
    input: str = ""
    expected_output: str = ""

    @property
    def is_blank(self) -> bool:
        return not (self.name or self.input or self.expected_output)

    @property
    def is_too_large(self) -> bool:
        return len((self.input + self.expected_output).encode()) > TEST_LIMIT_BYTES

    def to_json(self) -> dict[str, str]:
        return {
            "code": self.code,
            "name": self.name,
            "input": self.input,
            "expected_output": self.expected_output,
        }


def read(stored: Iterable[dict[str, str]]) -> list[OwnTest]:
    """Return what an answer keeps."""
    return [OwnTest(**one) for one in stored]


def posted(code: str, name: str, given: str, expected_output: str) -> OwnTest | None:
    """Return what a page sent as a test; None if that is nothing, or has no code of ours."""
    if not CODE.fullmatch(code):
        return None
    test = OwnTest(
        code,
        " ".join(normalised(name).split())[:NAME_LENGTH],
        normalised(given),
        normalised(expected_output),
    )
    return None if test.is_blank else test


def merged(
    kept: Iterable[OwnTest], sent: Iterable[OwnTest], *, deleted: Collection[str]
) -> list[OwnTest]:
    """Return the tests after a page has sent its own: another tab's are not forgotten for it."""
    by_code = {one.code: one for one in kept} | {one.code: one for one in sent}
    return [one for code, one in by_code.items() if code not in deleted]
