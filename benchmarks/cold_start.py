"""How long until a fresh web or grader function is ready and has answered, beside a bare handler?

The built zips, unzipped, under Lambda's own runtime with a local Runtime API, in turns with a
handler that does nothing. Web answers its front page, with PostgreSQL at hand; the grader judges
a Python program on one test case. As root the grader runs under the double of Lambda's rules,
and the bare handler beside it as well.

    python -m benchmarks.cold_start [--rounds 9]

`ready` is when the runtime first asks for an event, `answer` when the first is answered.
"""

import argparse
import os
import platform
import statistics
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from deploy.bundles import STAGES, build
from development.steps import ROOT
from grading.protocol import Job, TestCase
from tests.deployment.lambda_place import under_lambdas_rules
from tests.deployment.page_events import HOST, http_api
from tests.deployment.runtime_api import running
from tests.postgres import running_postgres

BARE = "def handler(event, context):\n    return {}\n"
JOB = Job("bench", "python", b"print(input())\n", (TestCase("1", b"1\n", b"1\n"),))
WEB = {
    "ENV_FILE": os.devnull,
    "ENVIRONMENT": "production",
    "GRADER": "lambda",
    "TASKS": "sqs",  # as `make deploy` sets it; nothing is sent
    "TASKS_QUEUE": "https://sqs.us-east-1.amazonaws.com/123456789012/tasks",
    "INSTANTIATE_LAMBDA_HANDLER_ON_IMPORT": "True",
    "SECRET_KEY": "a key for this measurement, of which nobody needs to know anything",
    "ALLOWED_HOSTS": HOST,
}


@dataclass
class Contender:
    """One function, and what its starts have taken so far, in milliseconds."""

    name: str
    handler: str
    folder: Path
    event: Mapping[str, Any]
    is_right: Callable[[Any], bool]
    env: Mapping[str, str] = field(default_factory=dict)
    place: Mapping[str, Any] = field(default_factory=dict)
    ready: list[float] = field(default_factory=list)
    answer: list[float] = field(default_factory=list)
    warm: list[float] = field(default_factory=list)

    def start(self) -> None:
        """Start it once, ask it twice, and end it."""
        place = running(self.handler, folder=self.folder, env=self.env, **self.place)
        with place as function:
            begun = function.started_at
            assert self.is_right(function.invoke(self.event))
            answered = time.perf_counter()
            assert self.is_right(function.invoke(self.event))
            again = time.perf_counter()
            assert function.api.asked_at is not None
            self.ready.append(1000 * (function.api.asked_at - begun))
            self.answer.append(1000 * (answered - begun))
            self.warm.append(1000 * (again - answered))


@contextmanager
def contenders(folder: Path) -> Iterator[list[Contender]]:
    """Build the zips and prepare a database; print the sizes."""
    print("| Zip | Bytes | Unzipped |\n|---|---|---|")
    for stage in STAGES:
        bundle = build(stage, folder)
        print(f"| {stage} | {bundle.size_bytes:,} | {bundle.unzipped_bytes:,} |")
        with zipfile.ZipFile(bundle.path) as archive:
            archive.extractall(folder / stage)
    bare = folder / "bare"
    bare.mkdir()
    (bare / "bare.py").write_text(BARE)
    with ExitStack() as stack:
        address = stack.enter_context(running_postgres())
        web = {**WEB, "DATABASE_URL": address}
        migrate = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
        subprocess.run(migrate, cwd=ROOT, env={**os.environ, **web}, check=True)
        ruled: dict[str, Any] = {}
        if os.geteuid() == 0:
            place = stack.enter_context(under_lambdas_rules())
            ruled = {"python": place.python, "inside": place.inside, "start_in": place.start_in}

        def does_nothing(name: str, **where: Any) -> Contender:
            return Contender(name, "bare.handler", bare, {}, lambda answer: answer == {}, **where)

        def grades(name: str, **where: Any) -> Contender:
            return Contender(
                name, "grading.handler.handler", folder / "grader", {"job": JOB.to_json()},
                lambda answer: answer["judgement"]["runs"][0]["verdict"] == "accepted", **where,
            )  # fmt: skip

        yield [
            does_nothing("bare"),
            Contender(
                "web", "interview.lambda_entry.handler", folder / "web", http_api("/"),
                lambda answer: answer["statusCode"] == 200, env=web,
            ),
            does_nothing("bare"),
            grades("grader"),
            does_nothing("bare, ruled", place=ruled),
            grades("grader, ruled", place=ruled),
        ]  # fmt: skip


def table(measured: list[Contender]) -> Iterator[str]:
    yield "| Function | Ready, ms | least | to bare | Answer, ms | least | to bare | Warm, ms |"
    yield "|---|---|---|---|---|---|---|---|"
    for bare, one in zip(measured[::2], measured[1::2], strict=True):
        for each in (bare, one):
            cells = []
            for times, bares in ((each.ready, bare.ready), (each.answer, bare.answer)):
                median = statistics.median(times)
                ratio = median / statistics.median(bares)
                cells += [f"{median:.0f}", f"{min(times):.0f}", f"{ratio:.1f}"]
            yield f"| {each.name} | {' | '.join(cells)} | {statistics.median(each.warm):.1f} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rounds", type=int, default=9)
    options = parser.parse_args()
    with TemporaryDirectory(prefix="cold-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        with contenders(folder) as all_of_them:
            for _round in range(options.rounds):
                for contender in all_of_them:
                    contender.start()
            print(f"\nCPython {platform.python_version()}, {options.rounds} rounds, in turns\n")
            print("\n".join(table(all_of_them)))


if __name__ == "__main__":
    main()
