"""What the caller wrote after `make test`."""

from dataclasses import dataclass
from typing import Self

from development.steps import ROOT

GRADER_TESTS = "tests/grading"


@dataclass(frozen=True, slots=True)
class Request:
    """The words, sorted: paths choose parts, the rest goes to all."""

    options: tuple[str, ...]
    web_paths: tuple[str, ...]
    grader_paths: tuple[str, ...]

    @classmethod
    def read(cls, arguments: list[str]) -> Self:
        paths = [word for word in arguments if (ROOT / word.partition("::")[0]).exists()]
        grader = tuple(path for path in paths if path.startswith(GRADER_TESTS))
        return cls(
            options=tuple(word for word in arguments if word not in paths),
            web_paths=tuple(path for path in paths if path not in grader),
            grader_paths=grader,
        )

    @property
    def arguments(self) -> tuple[str, ...]:
        return (*self.options, *self.web_paths, *self.grader_paths)

    @property
    def chooses(self) -> bool:
        return bool(self.web_paths or self.grader_paths)

    @property
    def narrows(self) -> bool:
        """Return whether a part without tests is what the caller may have meant."""
        return self.chooses or bool(self.options)
