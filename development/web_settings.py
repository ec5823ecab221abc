"""The settings in which the tests of everything but the grader run: see `suites`."""

import os
from collections.abc import Callable, Mapping

from development import pgbouncer
from development.chromium import chromium
from development.editor import build_editor, run_script_tests
from development.requests import GRADER_TESTS, Request
from development.steps import PYTHON, ROOT, exit_status
from tests.postgres import running_postgres

DEMO_TESTS = "tests/interview/demo"  # 50 s of real grading, for laptops and so for SQLite
ON_SQLITE = "database and not browser and not postgresql and not deployment"


def prepare() -> None:
    """Make once what several settings need, so that they need not wait for each other."""
    build_editor()
    chromium()
    pgbouncer.prepare()


def pytest(request: Request, *options: str, env: Mapping[str, str]) -> int:
    paths = request.web_paths or ("tests",)
    command = (PYTHON, "-m", "pytest", f"--ignore={GRADER_TESTS}", *options)
    return exit_status([*command, *request.options, *paths], cwd=ROOT, env={**os.environ, **env})


def scripts(request: Request) -> int:
    return 0 if request.narrows else run_script_tests()


def on_sqlite(request: Request) -> int:
    return pytest(request, "-m", ON_SQLITE, env={"DATABASE_URL": "sqlite://:memory:"})


def on_postgresql(request: Request, which: str) -> int:
    with running_postgres() as address:
        env = {"DATABASE_URL": address, "CHROMIUM": chromium()}
        return pytest(request, "-m", which, f"--ignore={DEMO_TESTS}", env=env)


def in_chromium(request: Request) -> int:
    return on_postgresql(request, "browser and not deployment")


def without_chromium(request: Request) -> int:
    return on_postgresql(request, "not browser and not deployment")


def deployed(request: Request) -> int:
    return on_postgresql(request, "deployment")


SETTINGS: dict[str, Callable[[Request], int]] = {
    "Pages in Chromium, on PostgreSQL": in_chromium,
    "Deployed": deployed,
    "Answers and rules on PostgreSQL": without_chromium,
    "Answers and rules on SQLite": on_sqlite,
    "Scripts of the pages": scripts,
}
