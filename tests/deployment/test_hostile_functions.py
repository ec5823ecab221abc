"""Submissions that reach for Lambda's runtime: its API, credentials, memory, the next event.

Each is tried twice under Lambda's rules: on a grader that only forks, where it succeeds, and
on ours, where it gets nothing. Without the first the second would prove little.
"""

import json
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from grading.protocol import Job, Judgement, TestCase, Verdict
from tests.deployment.lambda_place import is_root, under_lambdas_rules
from tests.deployment.runtime_api import Function, running

pytestmark = [
    pytest.mark.deployment,
    pytest.mark.skipif(
        not is_root(), reason="only as root: nobody else can be put under the rules"
    ),
]

PROGRAMS = Path(__file__).with_name("hostile")
HIDDEN = f"hidden-{secrets.token_hex(8)}"
CREDENTIAL = f"credential-{secrets.token_hex(8)}"

type Start = Callable[[str, Path], Function]


@pytest.fixture(scope="module")
def start() -> Iterator[Start]:
    """Return a function that starts one of Lambda's, with credentials in its environment."""
    with ExitStack() as stack:

        def start(handler: str, folder: Path) -> Function:
            place = stack.enter_context(under_lambdas_rules())
            function = running(
                handler,
                folder=folder,
                env={"AWS_SECRET_ACCESS_KEY": CREDENTIAL, "AWS_SESSION_TOKEN": CREDENTIAL},
                python=place.python,
                inside=place.inside,
                start_in=place.start_in,
            )
            return stack.enter_context(function)

        yield start


@pytest.fixture(scope="module")
def ours(start: Start, unzipped: Callable[[str], Path]) -> Function:
    return start("grading.handler.handler", unzipped("grader"))


@pytest.fixture
def naive(start: Start, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Function]:
    folder = Path(f"/tmp/naive-{secrets.token_hex(8)}")
    folder.mkdir(mode=0o755)
    shutil.copy(PROGRAMS / "naive_function.py", folder)
    yield start("naive_function.handler", folder)
    shutil.rmtree(folder)


def event(name: str, function: Function) -> dict[str, Any]:
    """Return the event that has a hostile program graded; both graders understand it."""
    source = (PROGRAMS / f"{name}.py").read_text().replace("{API}", function.api.address)
    job = Job(name, "python", source.encode(), (TestCase("only", b"", HIDDEN.encode()),))
    return {"job": job.to_json(), "source": source}


def good_event() -> dict[str, Any]:
    """Return the event of another candidate, whose program takes a second in the naive grader."""
    job = Job("good", "python", b"print(input())", (TestCase("only", b"mine\n", b"mine\n"),))
    return {"job": job.to_json(), "source": "import time; time.sleep(1)"}


def test_a_grader_that_only_forks_has_its_answers_forged(naive: Function) -> None:
    assert naive.invoke(event("runtime_api", naive)) == "forged"


def test_a_grader_that_only_forks_shows_its_credentials(naive: Function) -> None:
    assert CREDENTIAL in naive.invoke(event("credentials", naive))["output"]


def test_a_grader_that_only_forks_shows_what_it_expects(naive: Function) -> None:
    assert HIDDEN in naive.invoke(event("memory", naive))["output"]


def test_a_grader_that_only_forks_has_the_next_candidates_answer_forged(naive: Function) -> None:
    naive.invoke(event("next_event", naive))
    naive.api.wait_until_asked(3)  # by the runtime before and after, and by the process left behind

    assert naive.invoke(good_event()) == "forged"


@pytest.mark.parametrize("name", ["runtime_api", "credentials", "memory", "next_event"])
def test_on_ours_each_of_them_gets_nothing(ours: Function, name: str) -> None:
    answer = ours.invoke(event(name, ours))
    judgement = Judgement.from_json(answer["judgement"])
    next_answer = ours.invoke(good_event())

    (run,) = judgement.runs
    assert run.verdict in (Verdict.WRONG_ANSWER, Verdict.RUN_TIME_ERROR)
    assert HIDDEN not in run.output_excerpt + run.error_excerpt
    assert CREDENTIAL not in json.dumps(answer)
    assert Judgement.from_json(next_answer["judgement"]).verdict is Verdict.ACCEPTED
    assert ours.api.refused == 0
    assert ours.api.asked <= ours.api.answered + 1  # by the runtime, once after each answer
