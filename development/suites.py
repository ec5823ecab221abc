"""`make test`: the same tests where they may come out differently.

    part        database     what it alone shows
    grader      none         candidate programs under the rights we have
    stranger    none         the same as a user without rights, when we are root
    Lambda      none         the same under the rules of AWS Lambda, when we are root
    scripts     none         when the page saves, what it keeps, how it counts down; in Node
    SQLite      SQLite       a laptop works: what asks a database, but by no browser
    PostgreSQL  PostgreSQL   everything, the pages in a real Chromium included

The grader's tests need neither Django nor a database, and are run by plain pytest.
"""

import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Self

from development.chromium import chromium
from development.editor import build_editor, run_script_tests
from development.steps import PYTHON, ROOT, call, exit_status, say
from development.unprivileged import Stranger, end_processes, stranger
from tests.postgres import running_postgres

GRADER_TESTS = "tests/grading"
GRADER_OPTIONS = (
    *("-c", os.devnull, "--rootdir=.", f"--confcutdir={GRADER_TESTS}"),
    *("--import-mode=importlib", "-ra", "-p", "tests.skips", "-p", "no:cacheprovider"),
)
NO_DJANGO = ("-p", "no:django", "-p", "no:playwright", "-p", "no:base_url")
DEMO_TESTS = "tests/interview/demo"  # 50 s of real grading, for laptops and so for SQLite
ON_SQLITE = "database and not browser and not postgresql and not deployment"

# The rights of a user make no difference to these: no candidate's program runs in them.
WITHOUT_PROCESSES = tuple(
    f"--ignore={GRADER_TESTS}/{name}"
    for name in (
        *("checkers", "packages", "protocol", "sandbox/filters/test_assembler.py"),
        *("functions/test_round_trip.py", "functions/test_starters.py", "test_excerpts.py"),
    )
)
NO_TESTS_COLLECTED = 5  # pytest's exit status

type Part = Callable[[Request], int]


@dataclass(frozen=True, slots=True)
class Request:
    """What the caller wrote after `make test`, sorted: paths choose parts, the rest goes to all."""

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
    def chooses(self) -> bool:
        return bool(self.web_paths or self.grader_paths)

    @property
    def narrows(self) -> bool:
        """Return whether a part without tests is what the caller may have meant."""
        return self.chooses or bool(self.options)


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


def prepare_languages() -> None:
    """Make once, as root for everybody, what submissions of some languages need: see there."""
    call(PYTHON, "-m", "grading.languages", "prepare", quiet=True)


def grader(request: Request) -> int:
    paths = request.grader_paths or (GRADER_TESTS,)
    command = (PYTHON, "-m", "pytest", *GRADER_OPTIONS, *NO_DJANGO)
    return exit_status([*command, *request.options, *paths], cwd=ROOT)


def grader_tests_of(user: Stranger, request: Request) -> list[str]:
    """Return the command that runs the grader's tests in a stranger's place."""
    paths = request.grader_paths or (GRADER_TESTS, *WITHOUT_PROCESSES)
    return user.command("-m", "pytest", *GRADER_OPTIONS, *request.options, *paths)


def grader_as_stranger(request: Request) -> int:
    """Run the grader's tests without rights; a process that outlives them is a failure too."""
    with stranger() as user:
        status = exit_status(
            grader_tests_of(user, request),
            cwd=user.project,
            env=user.environment(),
            user=user.user_id,
            group=user.user_id,
            extra_groups=[],
        )
        left = end_processes(user.user_id)
    if left:
        say(f"The grader's tests left {len(left)} processes running; they were killed.")
    return status or len(left)


def grader_under_lambdas_rules(request: Request) -> int:
    """Run the grader's tests under the double of Lambda's rules, which leaves no process."""
    with stranger() as user:
        return exit_status(
            user.under_lambdas_rules(grader_tests_of(user, request)),
            cwd=user.project,
            env=user.environment(),
        )


def chosen_parts(request: Request) -> dict[str, Part]:
    """Return the parts that the request asks for, in the order in which they run."""
    web: dict[str, Part] = {
        "Scripts of the pages": scripts,
        "Pages and rules on SQLite": on_sqlite,
        "Pages and rules on PostgreSQL, with Chromium": on_postgresql,
    }
    grading: dict[str, Part] = {"Grader": grader}
    if os.geteuid() == 0:
        grading = {
            "Grader as root": grader,
            "Grader as a user without rights": grader_as_stranger,
            "Grader under Lambda's rules": grader_under_lambdas_rules,
        }
    if not request.chooses:
        return {**grading, **web}
    return {
        **(grading if request.grader_paths else {}),
        **(web if request.web_paths else {}),
    }


def run_tests(arguments: list[str]) -> int:
    """Run every part even when one fails, and close with one line that says it all."""
    request = Request.read(arguments)
    times: dict[str, float] = {}
    failed: list[str] = []
    parts = chosen_parts(request)
    if grader in parts.values():
        prepare_languages()
    for name, part in parts.items():
        say(f"\n{name}")
        start = time.monotonic()
        status = part(request)
        times[name] = time.monotonic() - start
        if status != 0 and not (status == NO_TESTS_COLLECTED and request.narrows):
            failed.append(name)
    say("")
    for name, seconds in times.items():
        say(f"{'FAILED' if name in failed else 'passed'}  {seconds:6.1f} s  {name}")
    outcome = f"failed: {'; '.join(failed)}" if failed else "all passed"
    say(f"make test: {outcome}, {sum(times.values()):.0f} s")
    return 1 if failed else 0
