"""Does the sandbox hold all hostile programs, as root, as a user, and under Lambda's rules?

Every file of tests/grading/hostile/ is judged by a real grader, and after each a good program.
As root this is done in five settings, four of them as a user without rights; as anybody else
in one, our own.

    root       every layer there is
    user       every layer that needs no right
    confined   the same user with seccomp and Landlock, without namespaces
    filtered   the same user with seccomp
    Lambda     lockdown alone, under the double of Lambda's rules

    python -m benchmarks.hostile [--json] [--setting NAME]

A program is `held` if it got what its header says and the next one was judged rightly. An
`exception` is documented in its header: it can do something under lockdown alone that it
should not, and gains nothing. Exit status: 0 if all were held or excepted, else 1.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

from tests.grading.client import Grader
from tests.grading.hostile_programs import LISTED, Hostile, Tried, hostile_programs, try_out

LAYERS = {
    "root": (),
    "user": (),
    "confined": ("--layers", "lockdown,filtered,confined"),
    "filtered": ("--layers", "lockdown,filtered"),
    "Lambda": (),
}

HELD, EXCEPTION, OPEN, MISSED, NOT_RUN = "held", "exception", "open", "MISSED", "not run"


@dataclass(frozen=True, slots=True)
class Row:
    """One program in one setting.

    remark: the documented exception, what was wrong, or why it was not run.
    """

    numbers: tuple[int, ...]
    name: str
    setting: str
    layers: tuple[str, ...]
    verdict: str
    outcome: str
    remark: str


def row_of(tried: Tried, setting: str) -> Row:
    outcome, remark = outcome_of(tried)
    program = tried.program
    return Row(program.numbers, program.name, setting, tried.layers, tried.verdict, outcome, remark)


def outcome_of(tried: Tried) -> tuple[str, str]:
    complaints = "; ".join(tried.complaints)
    if tried.not_run:
        return NOT_RUN, tried.not_run
    if hole := tried.program.open_hole(tried.layers):
        return OPEN, hole
    if complaints:
        return MISSED, complaints
    if exception := tried.program.exception(tried.layers):
        return EXCEPTION, exception
    return HELD, ""


def rows_here(setting: str) -> Iterator[Row]:
    """Try every program as who we are."""
    with Grader(*LAYERS[setting]) as grader:
        for program in programs():
            yield row_of(try_out(program, grader), setting)


def programs() -> list[Hostile]:
    return [program for program in hostile_programs() if program.language is not None]


def rows_of_strangers(setting: str) -> Iterator[Row]:
    """Try every program as a user without rights, whom only root can be."""
    from development.unprivileged import stranger

    with stranger() as user:
        command = user.command("-m", "benchmarks.hostile", "--json", "--setting", setting)
        rights: dict[str, int | list[int]] = {}
        if setting == "Lambda":
            command = user.under_lambdas_rules(command)
        else:
            rights = {"user": user.user_id, "group": user.user_id, "extra_groups": []}
        with subprocess.Popen(
            command,
            cwd=user.project,
            env=user.environment(),
            stdout=subprocess.PIPE,
            text=True,
            **rights,  # type: ignore[call-overload]  # Popen's own names
        ) as process:
            for line in process.stdout:
                yield row_from(json.loads(line))


def row_from(written: dict[str, object]) -> Row:
    lists = {name: tuple(value) for name, value in written.items() if isinstance(value, list)}
    return Row(**{**written, **lists})  # type: ignore[arg-type]  # as asdict() wrote them


def rows(setting: str | None) -> Iterator[Row]:
    """Try every program in the setting that is asked for, or in all that we can bring about."""
    if setting is not None:
        yield from rows_here(setting)
    elif os.geteuid() != 0:
        yield from rows_here("user")
    else:
        yield from rows_here("root")
        for other in ("user", "confined", "filtered", "Lambda"):
            yield from rows_of_strangers(other)


def show(row: Row) -> None:
    numbers = " ".join(map(str, row.numbers))
    layers = "+".join(row.layers) or "-"
    words = f"{numbers:12} {row.name:34} {row.setting:9} {layers:52} {row.verdict:22}"
    print(f"{words} {row.outcome}{': ' if row.remark else ''}{row.remark}", flush=True)


def summary(tried: Iterable[Row]) -> tuple[list[str], bool]:
    """Return a line for each setting, and whether everything was held or excepted."""
    lines = []
    fine = True
    by_setting: dict[str, list[Row]] = {}
    for row in tried:
        by_setting.setdefault(row.setting, []).append(row)
    for setting, its_rows in by_setting.items():
        failed = {
            number for row in its_rows if row.outcome in (MISSED, OPEN) for number in row.numbers
        }
        ran = {number for row in its_rows if row.outcome != NOT_RUN for number in row.numbers}
        excepted = {row.numbers[0] for row in its_rows if row.outcome == EXCEPTION}
        listed = set(LISTED) & ran - failed
        beyond = ran - set(LISTED)
        lines.append(
            f"{setting}: {len(listed)} of {len(LISTED)} held"
            f"{excepted_words(excepted & listed)};"
            f" beyond the list {len(beyond - failed)} of {len(beyond)};"
            f" {sum(row.outcome != NOT_RUN for row in its_rows)} programs"
        )
        fine &= not failed and len(listed) == len(LISTED)
    return lines, fine


def excepted_words(numbers: set[int]) -> str:
    if not numbers:
        return ""
    return f", of them documented exceptions: {', '.join(map(str, sorted(numbers)))}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--json", action="store_true", help="one program in one setting per line")
    parser.add_argument("--setting", choices=LAYERS, help="only this one, as who we are")
    options = parser.parse_args()
    all_rows = []
    for row in rows(options.setting):
        all_rows.append(row)
        if options.json:
            print(json.dumps(asdict(row)), flush=True)
        else:
            show(row)
    lines, fine = summary(all_rows)
    if not options.json:
        print("", *lines, sep="\n")
    return 0 if fine and all_rows else 1


if __name__ == "__main__":
    sys.exit(main())
