"""The commands of dev.py, once .venv is what the lock file says."""

import argparse
import os
import signal
import sys

from development.steps import PYTHON, ROOT, StepFailed, exit_status, leave

DEFAULT_PORT = 8000
LAST_PORT = 65535
PROGRAMS = {
    "deploy": ("deploy", "up"),
    "destroy": ("deploy", "destroy"),
    "screenshots": ("tests.screenshots",),
}
TAKE_MORE_WORDS = ("test", "prove", "deploy", "destroy")


def parser() -> argparse.ArgumentParser:
    commands = argparse.ArgumentParser(prog="dev.py", description=__doc__)
    choose = commands.add_subparsers(dest="command", required=True)
    for name in ("run", "setup"):
        command = choose.add_parser(name)
        command.add_argument("--port", type=port_number, default=DEFAULT_PORT)
    choose.add_parser("test", add_help=False)
    choose.add_parser("lint")
    choose.add_parser("prove").add_argument("name", nargs="?")
    choose.add_parser("deploy", add_help=False)
    choose.add_parser("destroy", add_help=False)
    choose.add_parser("screenshots")
    return commands


def port_number(text: str) -> int:
    number = int(text)
    if not 1 <= number <= LAST_PORT:
        raise argparse.ArgumentTypeError(f"{number} is no port: choose one from 1024 to 65535")
    return number


def carry_out(options: argparse.Namespace, rest: list[str]) -> int:
    """Do the command; each brings in only what it needs."""
    if options.command == "run":
        from development.server import run

        return run(options.port)
    if options.command == "setup":
        from development.server import set_up

        set_up(options.port)
        return 0
    if options.command == "lint":
        from development.checks import lint

        return lint()
    if options.command == "prove":
        from development.proofs import prove

        return prove(options.name, rest)
    if options.command in PROGRAMS:
        return exit_status([PYTHON, "-m", *PROGRAMS[options.command], *rest], cwd=ROOT)
    from development.suites import run_tests

    return run_tests(rest)


def main() -> int:
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, leave)
    # A shell starts what it puts in the background with Ctrl-C ignored; we hear it all the same.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.environ.setdefault("PYTHONUNBUFFERED", "1")  # what programs print comes in their order
    commands = parser()
    options, rest = commands.parse_known_args()
    if rest and options.command not in TAKE_MORE_WORDS:
        commands.error(f"not understood: {' '.join(rest)}")
    try:
        return carry_out(options, rest)
    except StepFailed as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
