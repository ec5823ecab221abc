"""`make test`: the same tests where they may come out differently.

    part        database     what it alone shows
    grader      none         candidate programs, in up to three settings: `grader_settings`
    scripts     none         when the page saves, what it keeps, how it counts down; in Node
    SQLite      SQLite       a laptop works: what asks a database, but by no browser
    PostgreSQL  PostgreSQL   everything, the pages in a real Chromium included

The settings of the grader run two at a time; they wait for time limits more than they compute.
"""

import os
import time
from collections.abc import Callable, Iterator, Mapping

from development import grader_settings, side_by_side
from development.chromium import chromium
from development.editor import build_editor, run_script_tests
from development.requests import GRADER_TESTS, Request
from development.side_by_side import Ended
from development.steps import PYTHON, ROOT, exit_status, say
from tests.postgres import running_postgres

DEMO_TESTS = "tests/interview/demo"  # 50 s of real grading, for laptops and so for SQLite
ON_SQLITE = "database and not browser and not postgresql and not deployment"
NO_TESTS_COLLECTED = 5  # pytest's exit status

type Part = Callable[[Request], int]


def pytest_web(request: Request, *options: str, env: Mapping[str, str]) -> int:
    paths = request.web_paths or ("tests",)
    command = (PYTHON, "-m", "pytest", f"--ignore={GRADER_TESTS}", *options)
    return exit_status([*command, *request.options, *paths], cwd=ROOT, env={**os.environ, **env})


def scripts(request: Request) -> int:
    return 0 if request.narrows else run_script_tests()


def on_sqlite(request: Request) -> int:
    env = {"DATABASE_URL": "sqlite://:memory:"}
    return pytest_web(request, "-m", ON_SQLITE, env=env)


def on_postgresql(request: Request) -> int:
    build_editor()
    browser = chromium()
    with running_postgres() as address:
        env = {"DATABASE_URL": address, "CHROMIUM": browser}
        return pytest_web(request, f"--ignore={DEMO_TESTS}", env=env)


def chosen_parts(request: Request) -> dict[str, Part]:
    """Return the parts beside the grader that the request asks for, in their order."""
    if request.chooses and not request.web_paths:
        return {}
    return {
        "Scripts of the pages": scripts,
        "Pages and rules on SQLite": on_sqlite,
        "Pages and rules on PostgreSQL, with Chromium": on_postgresql,
    }


def ended_parts(request: Request) -> Iterator[Ended]:
    """Run all that the request asks for, and yield each part when it has ended."""
    if request.grader_paths or not request.chooses:
        grader_settings.prepare_languages()
        yield from side_by_side.run(grader_settings.commands(request))
    for name, part in chosen_parts(request).items():
        say(f"\n{name}")
        start = time.monotonic()
        status = part(request)
        yield Ended(name, status, time.monotonic() - start)


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
