"""The program's command line: python -m deploy plan, up, export or destroy."""

import argparse
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import NoReturn

from deploy import commands
from deploy.environment import SECRETS
from deploy.errors import DeploymentError
from deploy.zappa import ROOT

COMMANDS: dict[str, Callable[[commands.Options], int]] = {
    "plan": commands.plan,
    "up": commands.up,
    "export": commands.export_all,
    "destroy": commands.destroy,
}


def parser() -> argparse.ArgumentParser:
    words = argparse.ArgumentParser(prog="python -m deploy", description=__doc__)
    choose = words.add_subparsers(dest="command", required=True)
    for name, command in COMMANDS.items():
        choice = choose.add_parser(name, help=(command.__doc__ or "").partition("\n")[0])
        choice.add_argument("--settings", type=Path, default=ROOT / "deployment.toml")
        choice.add_argument("--yes", action="store_true", help="ask nothing")
        if name in ("plan", "up"):
            choice.add_argument(
                "--anew", choices=SECRETS, action="append", default=[], help="replace this secret"
            )
        if name in ("export", "destroy"):
            choice.add_argument("--exports", type=Path, default=ROOT / "exports")
        if name == "destroy":
            choice.add_argument("--without-export", action="store_true")
            choice.add_argument("--confirm", default="", help="with --yes: the deployment's name")
    return words


def leave(number: int, frame: FrameType | None) -> NoReturn:
    raise SystemExit(128 + number)


def main() -> int:
    signal.signal(signal.SIGTERM, leave)  # by way of every `finally`
    given = vars(parser().parse_args())
    command = COMMANDS[given.pop("command")]
    given["anew"] = frozenset(given.pop("anew", ()))
    try:
        return command(commands.Options(**given))
    except DeploymentError as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
    except KeyboardInterrupt:
        print("\nInterrupted. Run the same command again to go on.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
