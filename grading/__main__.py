"""The terminal's door: ``python -m grading judge | doctor | serve | bench``."""

from __future__ import annotations

import argparse
import os
import sys
import sysconfig
from pathlib import Path

from grading import VERSION
from grading.doctor import EXIT_UNAVAILABLE, examine
from grading.guardian import MINIMUM_VARIABLE, MOST_AT_ONCE, Options
from grading.judge_files import judge_files
from grading.languages import LANGUAGES
from grading.sandbox import SandboxUnavailable, unreadable
from grading.sandbox.layers import LAYERS, MinimumIsolation
from grading.sandbox.library import PACKAGES_VARIABLE
from grading.serve import serve


def main(arguments: list[str]) -> int:
    """Do what the command line says; return the exit status."""
    options = _parser().parse_args(arguments)
    try:
        minimum = MinimumIsolation.read(os.environ.get(MINIMUM_VARIABLE, ""))
    except SandboxUnavailable as error:
        sys.stderr.write(f"{error}\n")
        return EXIT_UNAVAILABLE
    layers = frozenset(options.layers.split(","))
    chosen = Options(layers, minimum, at_once=max(1, min(options.at_once, MOST_AT_ONCE)))
    if options.command == "judge":
        return judge_files(
            options.package,
            options.files,
            language=options.language,
            use_default_checker=options.default_checker,
            as_json=options.json,
            options=chosen,
        )
    if options.command == "doctor":
        return examine(chosen, as_json=options.json)
    if options.command == "bench":
        from grading.bench import bench

        return bench(
            chosen, as_json=options.json, rounds=options.rounds, languages=options.language
        )
    return serve(sys.stdin.buffer, sys.stdout.buffer, chosen)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m grading", description="Judge programs by running them in a sandbox."
    )
    parser.add_argument("--version", action="version", version=VERSION)
    everywhere = argparse.ArgumentParser(add_help=False)
    everywhere.add_argument(
        "--layers",
        default=",".join(LAYERS),
        help="of isolation that may be used, where they hold; by default all: %(default)s",
    )
    everywhere.add_argument(
        "--at-once",
        type=int,
        default=len(os.sched_getaffinity(0)),
        metavar="N",
        help=f"run so many test cases at once, {MOST_AT_ONCE} at most; by default one per core",
    )
    commands = parser.add_subparsers(dest="command", required=True)
    judge = commands.add_parser(
        "judge",
        parents=[everywhere],
        help="judge files, or a problem package's own submissions, against the package",
        description="Without files, all submissions of the package are judged and compared"
        " with what their folders promise. Exit status: 2 if something could not be judged"
        " (the package or a file cannot be read, a language is not to be had here), else 1 if"
        " a submission of the package differs from what it promises, else 0. A submission of"
        " the package in a language that the grader does not know is listed and counts for"
        " nothing.",
    )
    judge.add_argument(
        "package", type=Path, help="folder of a package in the format legacy or 2025-09"
    )
    judge.add_argument(
        "files", type=Path, nargs="*", metavar="file", help="a program: a file or a folder"
    )
    judge.add_argument(
        "--language",
        choices=[language.name for language in LANGUAGES],
        help="of all files; without it, by each file's ending",
    )
    judge.add_argument(
        "--default-checker",
        action="store_true",
        help="compare with the default checker although the package brings its own",
    )
    judge.add_argument("--json", action="store_true", help="one judgement per line")
    doctor = commands.add_parser(
        "doctor",
        parents=[everywhere],
        help="try attacks on this machine and say what may be relied on",
        description="Exit status: 0 if programs can be judged here, else 2.",
    )
    doctor.add_argument("--json", action="store_true")
    commands.add_parser(
        "serve",
        parents=[everywhere],
        help="judge jobs, one JSON line each, from standard input",
    )
    bench = commands.add_parser(
        "bench",
        parents=[everywhere],
        help="measure this grader beside other ways to run programs",
        description="The others are subprocess.run with limits, bubblewrap and nsjail, as far as"
        " they are on PATH. It takes some minutes. One core is measured with one run at once,"
        " two cores with two, whatever --at-once says. Exit status: 0 whatever the figures are,"
        " 2 if nothing can be judged here.",
    )
    bench.add_argument("--json", action="store_true")
    bench.add_argument(
        "--rounds", type=int, default=7, help="of which medians and minima are shown"
    )
    bench.add_argument("--language", action="append", help="only this one; may be said repeatedly")
    return parser


def _remember_environment() -> None:
    """Keep what is lost with the environment's own Python: its tools and its packages."""
    tools = [os.path.dirname(sys.executable), os.environ.get("PATH", os.defpath)]
    os.environ["PATH"] = os.pathsep.join(tools)
    os.environ.setdefault(PACKAGES_VARIABLE, sysconfig.get_path("purelib"))


if __name__ == "__main__":
    _remember_environment()
    try:
        # What follows holds expected outputs, so no program it runs may look into it;
        # and it needs none of the secrets that its starter may have in the environment.
        unreadable.become(
            unreadable.python_arguments(
                "from grading.__main__ import main; sys.exit(main(sys.argv[1:]))", *sys.argv[1:]
            ),
            keep=("PATH", MINIMUM_VARIABLE, PACKAGES_VARIABLE),
        )
    except OSError as error:
        sys.stderr.write(f"cannot become unreadable: {error}; going on as we are\n")
        sys.exit(main(sys.argv[1:]))
