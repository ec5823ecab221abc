"""The programs that `make run` starts beside the site, for the database of a test."""

import os
import re
import subprocess
import sys
from email import message_from_string, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Self
from urllib.parse import quote

from django.conf import settings
from django.db import connection

MANAGE = (sys.executable, "manage.py")
COMMAND_SECONDS = 60
END_SECONDS = 10  # for the worker to end the grading in hand

MAIL = re.compile(r"^Content-Type: .*?(?=^-{79}$)", re.MULTILINE | re.DOTALL)
"""One message as Django's console backend writes it, with a line of 79 dashes below."""


def environment(site_url: str) -> dict[str, str]:
    """Return all that a program of ours is told: nothing comes from who runs the tests."""
    return {
        "PATH": os.environ["PATH"],
        "ENV_FILE": os.devnull,
        "ENVIRONMENT": "test",
        "SECRET_KEY": settings.SECRET_KEY,
        "DATABASE_URL": database_address(),
        "TASKS": "database",
        "EMAIL_URL": "consolemail://",
        "SITE_URL": site_url,
        "PYTHONUNBUFFERED": "1",
    }


def database_address() -> str:
    """Return where the test's database is, in the form of DATABASE_URL."""
    database = connection.settings_dict
    user, password = quote(database["USER"], safe=""), quote(database["PASSWORD"], safe="")
    return (
        f"postgresql://{user}:{password}@{database['HOST']}:{database['PORT']}/{database['NAME']}"
    )


def manage(command: str, *, site_url: str) -> str:
    """Run a management command to its end, in a process of its own, and return what it said."""
    done = subprocess.run(
        [*MANAGE, command],
        cwd=settings.BASE_DIR,
        env=environment(site_url),
        check=True,
        timeout=COMMAND_SECONDS,
        stdout=subprocess.PIPE,
        text=True,
    )
    return done.stdout


class Worker:
    """A `manage.py db_worker`: grades by forking, and prints the mail it would send.

    Use it with ``with``: its process ends with the block.
    """

    def __init__(self, log: Path, *, site_url: str) -> None:
        self.log = log
        self.site_url = site_url

    def __enter__(self) -> Self:
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [*MANAGE, "db_worker", "--interval=0.1", "--no-startup-delay"],
                cwd=settings.BASE_DIR,
                env=environment(self.site_url),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C is for pytest, which then ends us by pid
            )
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        try:
            self.process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def mails(self) -> list[EmailMessage]:
        """Return what was mailed so far, oldest first."""
        printed = MAIL.findall(self.log.read_text())
        return [message_from_string(one, EmailMessage, policy=policy.default) for one in printed]
