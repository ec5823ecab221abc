"""What is wrong with a package, told so that its author can mend it."""


class PackageError(Exception):
    """A package cannot be read as it stands.

    file: its path within the package, ``/`` between folders; the package itself is ".".
    line: counted from 1; None where no line is to blame.
    problem: what is wrong and what to do, one sentence or two.
    """

    def __init__(self, file: str, line: int | None, problem: str) -> None:
        self.file = file
        self.line = line
        self.problem = problem
        super().__init__(f"{file}, line {line}: {problem}" if line else f"{file}: {problem}")


class WrongValue(ValueError):
    """A value is not what its place wants; the message fits behind the place's name.

    Raised by readers that do not know the file and line; who called them does, and
    makes it a ``PackageError``.
    """
