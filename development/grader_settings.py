"""The settings in which the grader's tests run: under the rights we have, and with fewer.

    setting                    who runs them
    Grader                     we, who are not root; then there is no other
    Grader as root             we
    Grader as a user ...       a user without rights: see `unprivileged`
    Grader under Lambda's ...  such a user, under the double of Lambda's rules

The grader's tests need neither Django nor a database, and are run by plain pytest.
"""

import os
from collections.abc import Callable

from development.requests import GRADER_TESTS, Request
from development.steps import PYTHON, ROOT, call, exit_status, say
from development.unprivileged import Stranger, end_processes, stranger

OPTIONS = (
    *("-c", os.devnull, "--rootdir=.", f"--confcutdir={GRADER_TESTS}"),
    *("--import-mode=importlib", "-ra", "-p", "tests.skips"),
    *("-p", "tests.unhurried", "-p", "no:cacheprovider"),
)
NO_DJANGO = ("-p", "no:django", "-p", "no:playwright", "-p", "no:base_url")

# The rights of a user make no difference to these: no candidate's program runs in them.
WITHOUT_PROCESSES = tuple(
    f"--ignore={GRADER_TESTS}/{name}"
    for name in (
        *("checkers", "packages", "protocol", "sandbox/filters/test_assembler.py"),
        *("functions/test_round_trip.py", "functions/test_starters.py", "test_excerpts.py"),
    )
)


def prepare() -> None:
    """Make once, as root for everybody, what submissions of some languages need: see there."""
    call(PYTHON, "-m", "grading.languages", "prepare", quiet=True)


def as_we_are(request: Request) -> int:
    paths = request.grader_paths or (GRADER_TESTS,)
    command = (PYTHON, "-m", "pytest", *OPTIONS, *NO_DJANGO)
    return exit_status([*command, *request.options, *paths], cwd=ROOT)


def command_of(user: Stranger, request: Request) -> list[str]:
    """Return what runs the grader's tests in a stranger's place."""
    paths = request.grader_paths or (GRADER_TESTS, *WITHOUT_PROCESSES)
    return user.command("-m", "pytest", *OPTIONS, *request.options, *paths)


def as_stranger(request: Request) -> int:
    """Run the grader's tests without rights; a process that outlives them is a failure too."""
    with stranger() as user:
        status = exit_status(
            command_of(user, request),
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


def under_lambdas_rules(request: Request) -> int:
    """Run the grader's tests under the double of Lambda's rules, which leaves no process."""
    with stranger() as user:
        return exit_status(
            user.under_lambdas_rules(command_of(user, request)),
            cwd=user.project,
            env=user.environment(),
        )


SETTINGS: dict[str, Callable[[Request], int]] = (
    {
        "Grader as root": as_we_are,
        "Grader as a user without rights": as_stranger,
        "Grader under Lambda's rules": under_lambdas_rules,
    }
    if os.geteuid() == 0
    else {"Grader": as_we_are}
)
