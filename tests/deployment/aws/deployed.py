"""One deployment in the emulated account, made by the program itself."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copytree, ignore_patterns
from string import Template
from tempfile import TemporaryDirectory, TemporaryFile
from typing import Any

import botocore

from development.steps import ROOT
from tests.deployment.aws.rights import Person, Policy, person
from tests.deployment.aws.visitor import Visitor
from tests.deployment.emulator import Emulator, running_emulator
from tests.postgres import running_postgres

NAME = "hiring"
ADMINISTRATOR = "admin@example.com"
PASSWORD = "a password of the administrator"
DEPLOYED_SECONDS = 600  # a guess: 50 s here, with zips to be built and on a busy machine more
GRADED_SECONDS = 120  # a guess: 5 s here with cold functions, on a busy machine more

WAITERS = "waiters-2.json"
NAP_SECONDS = 0.1

NOT_COPIED = ignore_patterns(
    *(".git", ".venv", ".tools", ".mypy_cache", ".ruff_cache", ".pytest_cache", "__pycache__"),
    *("node_modules", "test-results", "exports", "db.sqlite3*", "staticfiles", "media", ".env"),
)

SETTINGS = f"""
name = "{NAME}"
region = "us-east-1"
admin_email = "{ADMINISTRATOR}"
company = "A company of tests"
"""


class Deployed:
    """A deployment that a person of few rights makes, out of a copy of the project."""

    def __init__(self, emulator: Emulator, database_url: str, folder: Path) -> None:
        self.emulator = emulator
        self.database_url = database_url
        self.project = folder / "project"
        self.settings = folder / "deployment.toml"
        self.exports = folder / "exports"
        self.settings.write_text(SETTINGS)
        copytree(ROOT, self.project, ignore=NOT_COPIED)
        for shared in filter(Path.exists, (ROOT / ".tools", ROOT / "frontend/node_modules")):
            (self.project / shared.relative_to(ROOT)).symlink_to(shared)
        self._waiters = hurried_waiters(folder / "botocore")
        self.person: Person | None = None
        self._company: subprocess.Popen[str] | None = None

    def policy(self) -> Policy:
        """Return what docs/deploying.md tells to ask for, with our names in it."""
        text = (self.project / "deploy/policies/deployer.json").read_text()
        names = {"name": NAME, "account": self.emulator.account, "region": self.emulator.region}
        read: Policy = json.loads(Template(text).substitute(names))
        return read

    def employ(self, policy: Policy | None = None) -> Person:
        """Make the person who deploys from now on."""
        self.person = person(self.emulator, "deployer", policy or self.policy())
        return self.person

    def environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in os.environ if not name.startswith("AWS_")}
        person = self.person.environment() if self.person else {}
        secrets = {"DATABASE_URL": self.database_url, "ADMIN_PASSWORD": PASSWORD}
        hurry = {"AWS_DATA_PATH": str(self._waiters)}
        return {**kept, **self.emulator.environment(), **person, **secrets, **hurry}

    def command(self, *words: str) -> list[str]:
        name, *options = words
        return [sys.executable, "-m", "deploy", name, "--settings", str(self.settings), *options]

    def deploy(self, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run the program as `make deploy` does where nobody sits."""
        return subprocess.run(
            self.command(*words),
            cwd=self.project,
            env={**self.environment(), **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )

    def deploy_until(self, is_so: Callable[[], bool], what: str) -> None:
        """Begin to deploy, and end that in the midst of it."""
        with TemporaryFile("w+") as said:
            process = subprocess.Popen(
                self.command("up", "--yes"),
                cwd=self.project,
                env=self.environment(),
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
            )
            try:
                until(lambda: is_so() or process.poll() is not None, what, seconds=DEPLOYED_SECONDS)
            finally:
                has_ended = process.poll() is not None
                process.terminate()
                process.wait()
            said.seek(0)
            assert not has_ended, f"the deployment ended before: {what}\n{said.read()}"

    def has_function(self, stage: str) -> bool:
        functions = self.emulator.client("lambda").list_functions()["Functions"]
        return f"{NAME}-{stage}" in {function["FunctionName"] for function in functions}

    def up(self) -> str:
        """Deploy, and return what was printed."""
        done = self.deploy("up", "--yes")
        assert done.returncode == 0, done.stdout
        return done.stdout

    # What is there

    def variables(self, stage: str) -> dict[str, str]:
        """Return the environment of one of the functions."""
        function = self.emulator.client("lambda").get_function_configuration(
            FunctionName=f"{NAME}-{stage}"
        )
        there: dict[str, str] = function.get("Environment", {}).get("Variables", {})
        return there

    def visitor(self) -> Visitor:
        (api,) = self.emulator.client("apigatewayv2").get_apis()["Items"]
        return Visitor(
            endpoint_url=self.emulator.endpoint_url,
            api_id=api["ApiId"],
            host=self.variables("web")["ALLOWED_HOSTS"],
        )

    def queue_url(self, purpose: str) -> str:
        answer = self.emulator.client("sqs").get_queue_url(QueueName=f"{NAME}-{purpose}")
        return str(answer["QueueUrl"])

    def messages(self, purpose: str) -> int:
        """Return how many messages a queue holds, those included that somebody works on."""
        counts = self.emulator.client("sqs").get_queue_attributes(
            QueueUrl=self.queue_url(purpose), AttributeNames=["All"]
        )["Attributes"]
        return int(counts["ApproximateNumberOfMessages"]) + int(
            counts["ApproximateNumberOfMessagesNotVisible"]
        )

    # Staff

    def ask(self, *words: str) -> Any:
        """Have the company do or look up something; see `company.py`."""
        if self._company is None:
            self._company = self._open_company()
        told, heard = self._company.stdin, self._company.stdout
        assert told is not None
        assert heard is not None
        told.write(json.dumps(words) + "\n")
        told.flush()
        answer = heard.readline()
        assert answer, f"the company ended when it was asked to {words[0]}: see standard error"
        return json.loads(answer)

    def _open_company(self) -> subprocess.Popen[str]:
        """Start the company's staff; they stay until `close`, for each start takes seconds."""
        return subprocess.Popen(
            [sys.executable, "-m", "tests.deployment.aws.company"],
            cwd=self.project,
            env={
                **self.environment(),
                **self.variables("web"),
                "DJANGO_SETTINGS_MODULE": "interview.settings",
                "ENV_FILE": os.devnull,
                "AWS_REGION": self.emulator.region,
            },
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def close(self) -> None:
        """Send the company's staff home. A second call does nothing."""
        if self._company is not None:
            self._company.communicate()  # they go when nobody asks any more
            self._company = None

    def submissions(self, code: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.ask("submissions", code)
        return found


def until(is_so: Callable[[], bool], what: str, *, seconds: float = GRADED_SECONDS) -> None:
    """Wait; fail when it does not come true in time."""
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, f"not in {seconds:.0f} s: {what}"
        time.sleep(0.1)


def hurried_waiters(folder: Path) -> Path:
    """Write how boto3 waits for a function, with shorter naps, where AWS_DATA_PATH may point.

    The emulator's functions are ready at once, and boto3 looks again after 5 s, as is right for
    AWS; a deployment slept for half of its time. What is waited for, and for how long,
    stays. Source: "Loading additional service descriptions", botocore.loaders.
    """
    version = "lambda/2015-03-31"
    waits = json.loads(
        Path(botocore.__file__).with_name("data").joinpath(version, WAITERS).read_text()
    )
    for waiter in waits["waiters"].values():
        waiter.update(
            delay=NAP_SECONDS, maxAttempts=waiter["delay"] * waiter["maxAttempts"] * 10
        )  # as long in all
    place = folder / version
    place.mkdir(parents=True)
    (place / WAITERS).write_text(json.dumps(waits))
    return folder


@contextmanager
def empty_account() -> Iterator[Deployed]:
    """An emulated account with nothing in it, a database, and a copy of the project."""
    with (
        running_emulator() as emulator,
        running_postgres() as database_url,
        TemporaryDirectory(prefix="interview-deployed-") as folder,
    ):
        Path(folder).chmod(0o755)  # .tools serves only those whose ways to it are open
        account = Deployed(emulator, database_url, Path(folder))
        try:
            yield account
        finally:
            account.close()
