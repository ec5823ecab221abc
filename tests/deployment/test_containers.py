"""What the images are made of, and the processes in them, started as their entry points do."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

import pytest
from django.utils import timezone

from grading.languages import LANGUAGES
from quizzes.access import COOKIE
from quizzes.choices import SubmissionState
from quizzes.domain.sessions import open_session
from quizzes.models import Attempt, Submission
from tests.architecture.sources import ROOT
from tests.factories import AttemptFactory, QuestionFactory, QuizFactory
from tests.journeys.waiting import until
from tests.journeys.worker import environment
from tests.postgres import free_port

FOLDER = ROOT / "containers"
DOCKERFILE = (FOLDER / "Dockerfile").read_text().replace("\\\n", " ")
IGNORED = (FOLDER / "Dockerfile.dockerignore").read_text().splitlines()

NEEDS = {
    "python": set(),
    "sql": set(),
    "c": {"gcc", "libc6-dev"},
    "cpp": {"g++", "libc6-dev"},
    "java": {"openjdk-17-jdk-headless"},
    "javascript": {"nodejs"},
    "go": set(),  # comes with the Python packages
    "rust": {"rustc", "gcc", "libc6-dev"},  # rustc has a C compiler link
}
"""Debian's packages for each language."""

TOKEN = "a" * 32
STOP_SECONDS = 60


def sources() -> list[str]:
    """Return what is copied out of this folder into an image."""
    copies = re.findall(r"^COPY (?!--from)(.*) \S+$", DOCKERFILE, re.MULTILINE)
    return [source for sources in copies for source in sources.split()]


def installed() -> set[str]:
    lists = re.findall(r"--no-install-recommends (.*?) &&", DOCKERFILE)
    return {name for names in lists for name in names.split()}


def test_all_that_is_copied_exists_and_is_not_left_out():
    allowed = {line.removeprefix("!") for line in IGNORED if line.startswith("!")}

    assert [source for source in sources() if not (ROOT / source).exists()] == []
    assert [source for source in sources() if source not in allowed] == []
    assert IGNORED[1] == "*"


def test_every_app_and_all_it_needs_is_in_the_image():
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")}

    assert packages - {"benchmarks", "deploy", "development", "tests"} <= set(sources())
    assert {"manage.py", "static", "templates"} <= set(sources())


def test_the_worker_has_the_packages_of_every_language():
    assert {language.name for language in LANGUAGES} == NEEDS.keys()
    assert set().union(*NEEDS.values()) | {"tini"} == installed()


def test_an_image_runs_as_nobody_of_importance_and_knows_when_it_is_ill():
    stages = re.split(r"^FROM ", DOCKERFILE, flags=re.MULTILINE)[-2:]

    for stage, command in zip(stages, ("web.sh", "worker.sh"), strict=True):
        assert re.findall(r"^USER (\w+)$", stage, re.MULTILINE)[-1] == "interview"
        assert "HEALTHCHECK" in stage
        assert f'CMD ["containers/{command}"]' in stage
        assert os.access(FOLDER / command, os.X_OK)


@contextmanager
def running(script: str, *options: str, env: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """Start an entry point as its image does."""
    process = subprocess.Popen(
        [FOLDER / script, *options], cwd="/", env=env, start_new_session=True
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def family_of(pid: int) -> list[int]:
    """Return a process, its children, theirs, and so on, as far as they are alive."""
    found = [pid]
    for one in found:
        for task in Path(f"/proc/{one}/task").glob("*/children"):
            found += [int(child) for child in task.read_text().split()]
    return found


class NoRedirects(HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def post(address: str, form: dict[str, str], session: str) -> int:
    """Press a button as a candidate's browser does; return the status."""
    cookies = SimpleCookie({COOKIE: session, "csrftoken": TOKEN})
    request = Request(
        address,
        data=urlencode({**form, "csrfmiddlewaretoken": TOKEN}).encode(),
        headers={"Cookie": cookies.output(header="", sep=";").strip()},
    )
    try:
        return build_opener(ProxyHandler({}), NoRedirects).open(request).status
    except HTTPError as answer:
        return answer.code


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    told = environment("http://127.0.0.1")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return {**told, "PATH": path, "TMPDIR": str(tmp_path)}


@pytest.mark.deployment
@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_the_containers_grade_an_answer_and_leave_nothing_when_told_to_end(env):
    quiz = QuizFactory()
    QuestionFactory(quiz=quiz, kind="coding")
    attempt = AttemptFactory(quiz=quiz)
    Attempt.objects.update(closes_at="2100-01-01T00:00Z")
    session = open_session(attempt=attempt, now=timezone.now()).code
    port = free_port()
    page = f"http://127.0.0.1:{port}/attempt/{attempt.code}/1"
    form = {"text": "print(input())", "language": "python"}

    with (
        running("web.sh", "--bind", f"127.0.0.1:{port}", "--workers", "2", env=env) as web,
        running("worker.sh", "--at-once", "2", env=env) as worker,
    ):
        until(lambda: healthy("web_answers", f"http://127.0.0.1:{port}/", env))
        until(lambda: healthy("worker_is_alive", None, env))
        statuses = [
            post(f"{page}/{button}/", {**form, "revision": seen}, session)
            for button, seen in (("run", "0"), ("submit", "1"))
        ]
        until(lambda: Submission.objects.filter(state=SubmissionState.GRADED).exists())
        families = {pid for process in (web, worker) for pid in family_of(process.pid)}
        for process in (web, worker):
            process.terminate()
        endings = [process.wait(STOP_SECONDS) for process in (web, worker)]

    assert statuses == [200, 302]
    assert Submission.objects.get().grade.verdict == "accepted"
    assert endings == [0, 0]
    assert len(families) > 6  # each has a grader with its keeper and zygote
    until(lambda: [pid for pid in families if Path(f"/proc/{pid}").exists()] == [])


def healthy(question: str, argument: str | None, env: dict[str, str]) -> bool:
    """Ask the health check, in a process with the container's environment."""
    call = f"{question}({argument!r})" if argument else f"{question}()"
    program = f"import healthy, sys; sys.exit(not healthy.{call})"
    done = subprocess.run([sys.executable, "-c", program], cwd=FOLDER, env=env, check=False)
    return done.returncode == 0


def test_a_worker_that_shows_no_sign_of_life_is_ill(tmp_path):
    env = {"TMPDIR": str(tmp_path), "PATH": os.defpath}
    alive = tmp_path / "worker-alive"

    never = healthy("worker_is_alive", None, env)
    alive.touch()
    now = healthy("worker_is_alive", None, env)
    os.utime(alive, (1, 1))
    long_ago = healthy("worker_is_alive", None, env)

    assert (never, now, long_ago) == (False, True, False)


def test_a_web_that_nobody_answers_for_is_ill():
    assert not healthy("web_answers", f"http://127.0.0.1:{free_port()}/", dict(os.environ))
