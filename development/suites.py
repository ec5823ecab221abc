"""`make test`: the same tests where they may come out differently.

    part        what it alone shows
    Chromium    the pages, driven in a real browser
    deployed    the product as functions of an emulated AWS
    PostgreSQL  everything else but the grader
    SQLite      a laptop works: what asks a database, but by no browser
    scripts     when the page saves, what it keeps, how it counts down; in Node
    grader      candidate programs are held, in up to three settings: `grader_settings`

Several run at once, for all of them wait about half of their time: for limits to be reached,
and for pages. Nothing in a test depends on how long something takes.

    python -m development.suites NAME ARGUMENT...      one part
"""

import signal
import sys
import time
from collections.abc import Callable, Iterator

from development import grader_settings, side_by_side, web_settings
from development.requests import Request
from development.side_by_side import Ended
from development.steps import PYTHON, StepFailed, leave, say

NO_TESTS_COLLECTED = 5  # pytest's exit status

PARTS: dict[str, Callable[[Request], int]] = {**web_settings.SETTINGS, **grader_settings.SETTINGS}


def chosen(request: Request) -> list[str]:
    """Prepare the parts that the request asks for, and return their names."""
    names: list[str] = []
    if request.web_paths or not request.chooses:
        web_settings.prepare()
        names += web_settings.SETTINGS
    if request.grader_paths or not request.chooses:
        grader_settings.prepare()
        names += grader_settings.SETTINGS
    return names


def ended_parts(request: Request) -> Iterator[Ended]:
    """Run all that the request asks for, and yield each part when it has ended."""
    program = [PYTHON, "-m", "development.suites"]
    yield from side_by_side.run(
        {name: [*program, name, *request.arguments] for name in chosen(request)}
    )


def run_tests(arguments: list[str]) -> int:
    """Run every part even when one fails, and close with one line that says it all."""
    request = Request.read(arguments)
    start = time.monotonic()
    ended = list(ended_parts(request))
    failed = [
        part.name
        for part in ended
        if part.status != 0 and not (part.status == NO_TESTS_COLLECTED and request.narrows)
    ]
    say("")
    for part in ended:
        say(f"{'FAILED' if part.name in failed else 'passed'}  {part.seconds:6.1f} s  {part.name}")
    outcome = f"failed: {'; '.join(failed)}" if failed else "all passed"
    say(f"make test: {outcome}, {time.monotonic() - start:.0f} s")
    return 1 if failed else 0


def main(name: str, arguments: list[str]) -> int:
    """Run one part; it is a process of its own, beside the others."""
    signal.signal(signal.SIGTERM, leave)
    try:
        return PARTS[name](Request.read(arguments))
    except StepFailed as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
