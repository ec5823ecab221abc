"""The workers that start peers."""

import os
from pathlib import Path

import pytest

from grading.bench.peers import PEERS, PeerFailed, build
from grading.bench.programs import add_one, toolchain
from grading.bench.theirs import Found, Worker, Workers
from grading.languages.language import Toolchain

PLAIN = Found(PEERS[0], "")


@pytest.fixture
def python() -> Toolchain:
    found = toolchain("python")
    assert isinstance(found, Toolchain)
    return found


def test_a_worker_keeps_to_its_cores_and_raises_here_what_went_wrong_there():
    core = max(os.sched_getaffinity(0))
    worker = Worker([core])

    worker.ask(os.sched_getaffinity, 0)
    cores = worker.answer()
    worker.ask(int, "one")
    with pytest.raises(ValueError, match="invalid literal"):
        worker.answer()
    worker.close()

    assert cores == {core}


def test_runs_are_shared_and_every_output_is_looked_at(tmp_path: Path, python: Toolchain):
    right = build("python", python, add_one("python"), str(tmp_path))
    core = max(os.sched_getaffinity(0))

    with Workers([core]) as workers:
        assert workers.submission_ms(PLAIN, right, 3) > 0
        late = b"n = int(input())\nprint(n + (n != 2))"
        (tmp_path / "solution.py").write_bytes(late)
        with pytest.raises(PeerFailed, match=r"subprocess wrote b'2\\n' for 2"):
            workers.submission_ms(PLAIN, right, 3)


def test_a_first_result_needs_nothing_built_before(python: Toolchain):
    with Workers([max(os.sched_getaffinity(0))]) as workers:
        milliseconds = workers.first_result_ms(PLAIN, "python", python, add_one("python"))

    assert milliseconds > 0
