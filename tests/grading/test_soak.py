"""The soak: what it submits, what it counts, and that it would notice."""

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

import pytest

from benchmarks._soak_belongings import Figure, belongings, folders_of
from benchmarks._soak_submissions import SHARES, Known, Tempted, mixed, submissions
from benchmarks.soak import Soaked, grown
from grading.protocol import Job, Verdict
from grading.sandbox.layers import LAYERS
from tests.grading.client import GOOD, GOOD_TEST, PROJECT, SMALL, Grader
from tests.grading.hostile_programs import Hostile
from tests.grading.left_behind import runs_user
from tests.grading.setting import AS_ROOT


def test_a_small_soak_finds_nothing_that_grew_or_was_left():
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.soak", "30"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )

    said = [line for line in done.stdout.splitlines() if line.startswith(("WRONG", "Nothing"))]
    assert said == ["Nothing grew, nothing was left."]
    assert done.returncode == 0


def test_the_mix_is_always_the_same_and_near_its_shares():
    every = submissions(["python", "c", "javascript", "sql"], LAYERS)

    first, second = (list(mixed(every, 10_000)) for _ in range(2))

    kinds = Counter(one.kind for one in first)
    assert first == second
    assert set(kinds) == set(SHARES)
    assert all(0.8 < kinds[kind] / 100 / share < 1.2 for kind, share in SHARES.items())


def test_every_program_has_its_turn_before_one_comes_again():
    every = submissions(["python"], LAYERS)
    count = len(every["hostile"])

    hostile = (one for one in mixed(every, 10_000) if isinstance(one, Tempted))
    names = [one.program.name for one in islice(hostile, 2 * count)]

    assert count > 80
    assert sorted(names[:count]) == sorted(names[count:]) == sorted(set(names))


def test_other_languages_and_checker_programs_are_left_out_where_they_cannot_run():
    every = submissions(["python", "sql"], ["lockdown"])

    assert {one.language for those in every.values() for one in those} == {"python", "sql"}
    assert "checker program" not in every


def test_a_good_program_that_is_not_accepted_is_told(grader: Grader):
    wrong = Job("off by one", "python", b"print(8)", (GOOD_TEST,), SMALL)
    soaked = Soaked(grader)

    assert Known("failing", wrong, Verdict.WRONG_ANSWER).submit(soaked) == []
    (complaint,) = Known("good Python", wrong).submit(soaked)
    assert complaint.startswith("off by one got wrong_answer: ")


def test_a_hostile_program_that_does_not_get_what_it_says_is_told(grader: Grader, tmp_path: Path):
    harmless = tmp_path / "01_harmless.py"
    harmless.write_text("# Tries nothing.\n# verdict: time_limit_exceeded\nprint(1)\n")

    (complaint,) = Tempted(Hostile(harmless)).submit(Soaked(grader))

    assert complaint.startswith("01_harmless.py: it got wrong_answer, not time_limit_exceeded: ")


def test_what_grew_beyond_its_bound_is_told_and_what_is_not_seen_is_not():
    before = [Figure("a", 5), Figure("b", 5, may_grow=2), Figure("c", 5, 2), Figure("d", None)]
    after = [Figure("a", 6), Figure("b", 7, may_grow=2), Figure("c", 8, 2), Figure("d", 9)]

    assert list(grown(before, after)) == ["a grew from 5 to 6", "c grew from 5 to 8"]


def changed(before: list[Figure], after: list[Figure]) -> set[str]:
    """Return what is more than before, but for memory, which breathes."""
    return {
        last.name
        for first, last in zip(before, after, strict=True)
        if last.value is not None and last.value > (first.value or 0) and not last.may_grow
    }


def test_one_more_zygote_is_noticed(fresh_grader: Grader):
    job = Job("j", "python", GOOD, (GOOD_TEST,), SMALL, preload=("json",))
    fresh_grader.judge(GOOD)
    before = belongings(fresh_grader)

    verdict = fresh_grader.answer(json.dumps(job.to_json()).encode()).verdict

    more = changed(before, belongings(fresh_grader))
    assert verdict is Verdict.ACCEPTED
    assert "zygotes: processes" in more
    if AS_ROOT:
        assert {"keeper: descriptors", "zygotes: descriptors"} < more


def test_what_runs_leave_is_noticed(grader: Grader):
    if not AS_ROOT:
        pytest.skip("only as root: else nobody can tell it from our own")
    user = runs_user(grader)
    before = belongings(grader)

    with sleeping_with_a_file(user):
        during = belongings(grader)

    assert changed(before, during) == {"entries in shared places, of runs", "processes, of runs"}
    assert changed(before, belongings(grader)) == set()


@contextmanager
def sleeping_with_a_file(user: int | None) -> Iterator[None]:
    """Have a process and a file of another user's meanwhile."""
    with (
        tempfile.NamedTemporaryFile(dir="/tmp") as file,
        subprocess.Popen(["sleep", "1000"], user=user, group=user, extra_groups=[]) as process,
    ):
        os.chown(file.name, user or 0, user or 0)
        try:
            yield
        finally:
            process.kill()


def test_a_folder_of_the_grader_is_noticed(grader: Grader):
    before = belongings(grader)
    made = Path(folders_of(grader.keeper_pid)[0], "left")
    made.mkdir()

    during = belongings(grader)
    made.rmdir()

    assert "entries in folders of the grader" in changed(before, during)
