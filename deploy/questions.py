"""What is asked: on a terminal by questions, and where nobody sits by environment variables."""

import os
import sys
from collections.abc import Callable
from functools import cache
from getpass import getpass
from pathlib import Path

from deploy.errors import WrongSettings
from deploy.settings import EXPLANATIONS, Settings, read, write

ASKED = ("name", "region", "admin_email", "mail_from", "company", "time_zone")
DEFAULTS = {"name": "interview", "company": "Our company", "time_zone": "UTC"}


def somebody_is_there() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def agreed(question: str, *, expected: str = "y") -> bool:
    """Return whether the answer is what agreeing looks like.

    Raises:
        WrongSettings: nobody is there to answer.
    """
    if not somebody_is_there():
        raise WrongSettings("Nobody is here to answer. Say --yes to go on without questions.")
    return input(f"{question} ").strip().lower() == expected


def settings_from(path: Path, *, may_ask: bool) -> Settings:
    """Read the settings; ask for them once where there are none yet, and keep the answers.

    Raises:
        WrongSettings: they are not there or not understood.
    """
    if path.exists() or not (may_ask and somebody_is_there()):
        return read(path)
    print(f"There is no {path.name} yet. Six questions, then it is written; no secrets go in.")
    answers = {name: _answer(name) for name in ASKED}
    text = Settings(**answers).to_text()  # type: ignore[arg-type]  # the six are texts
    settings = Settings.from_text(text, source="Your answers")
    write(path, settings)
    return settings


def _answer(name: str) -> str:
    default = DEFAULTS.get(name, "")
    shown = f" [{default}]" if default else ""
    return input(f"  {name}, {EXPLANATIONS[name]}{shown}: ").strip() or default


def hidden(variable: str, question: str) -> Callable[[], str]:
    """Return a function that gets a secret, once: from the environment, else from the terminal.

    It raises WrongSettings where there is neither.
    """

    @cache
    def ask() -> str:
        value = os.environ.get(variable, "")
        if not value and somebody_is_there():
            value = getpass(f"{question}: ")
        if not value:
            raise WrongSettings(
                f"{variable} is needed ({question}) and nobody is here to ask. Set it in the"
                " environment of this command."
            )
        return value

    return ask
