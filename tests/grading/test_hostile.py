"""Programs that try to get out, one file each; a good submission is accepted right after.

How they are tried, and what their headers mean, stands in ``tests.grading.hostile_programs``.
"""

import json
import os
import subprocess
import sys

import pytest

from grading.protocol import Judgement, TestCase, Verdict
from tests.grading.client import GOOD, PROJECT, Grader
from tests.grading.hostile_programs import (
    EXCEPTIONS_UNDER_LOCKDOWN,
    FOLDER,
    GOOD_JOB,
    LEVELS,
    LISTED,
    Hostile,
    bait,
    hostile_programs,
    reaches_the_grader_only,
    strongest,
    try_out,
)

PROGRAMS = hostile_programs()
RUNNABLE = [program for program in PROGRAMS if program.language is not None]


@pytest.mark.parametrize("program", RUNNABLE, ids=lambda program: program.name)
def test_a_hostile_program_gains_nothing_and_the_next_is_judged_rightly(
    program: Hostile, grader: Grader
):
    tried = try_out(program, grader)

    if tried.not_run:
        pytest.skip(f"only without Lambda's rules: {tried.not_run}")
    if program.open_hole(tried.layers):
        assert tried.complaints, "the hole is closed: take away its line in the header"
    else:
        assert tried.complaints == ()


def test_every_number_of_the_list_has_its_program_in_python():
    numbers = {number for program in RUNNABLE for number in program.numbers}

    assert set(LISTED) - numbers == set()


def test_every_program_says_what_it_tries_and_what_it_gets():
    silent = [program.name for program in PROGRAMS if len(program.tries) < 20]
    without_verdict = [
        program.name
        for program in PROGRAMS
        if not (program.said("verdict") or program.said("verdicts"))
    ]

    assert (silent, without_verdict) == ([], [])


def test_few_programs_are_excepted_and_none_gets_better_by_it():
    excepted = [program for program in PROGRAMS if program.exception(("lockdown",))]
    numbers = {program.numbers[0] for program in excepted}

    assert numbers <= EXCEPTIONS_UNDER_LOCKDOWN
    for program in excepted:
        verdicts = program.said_under("verdict", ("lockdown",)) or ""
        assert Verdict.ACCEPTED.value not in verdicts.split()


def test_no_hole_is_open_among_the_listed_programs():
    holes = [program for program in PROGRAMS if "open under " in program.source]

    assert not {number for program in holes for number in program.numbers} & set(LISTED)


LOOK_FOR_MAIL = """
import ctypes, os
pids = PIDS
litter = "grader-litter-" + pids.replace(" ", "-")
found = [
    (place, name)
    for place in ("/tmp", "/var/tmp", "/dev/shm", ".", "..")
    for name in ("link", "\\n-rf", "pipe", "node", "folder", "deep")
    if os.path.lexists(f"{place}/{litter}-{name}")
]
libc = ctypes.CDLL(None)
key = 0x6772_0000 + int(pids.split()[0])
found += [call for call in ("shmget", "msgget", "semget") if getattr(libc, call)(key, 0, 0) >= 0]
print(found)
"""


@pytest.mark.parametrize("name", ["36_litters", "21_leaves_shared_memory"])
def test_the_next_submission_finds_nothing_of_the_one_before(grader: Grader, name: str):
    leaves = (FOLDER / f"{name}.py").read_text()
    assert grader.judge(GOOD).verdict is Verdict.ACCEPTED
    pids = f"{grader.keeper_pid} {grader.zygote_pid}"
    looks = LOOK_FOR_MAIL.replace("PIDS", repr(pids))
    nothing = TestCase("t", f"{pids}\n".encode(), b"[]\n")

    both = grader.judge(f"{leaves}\n{looks}".encode(), nothing)
    next_one = grader.judge(looks.encode(), nothing)

    refused = strongest(both.isolation) in LEVELS
    assert both.verdict is Verdict.WRONG_ANSWER or refused  # else there was something to be found
    assert (next_one.verdict, next_one.runs[0].output_excerpt) == (Verdict.ACCEPTED, "[]\n")


# Lambda's runtime, as in test_handler.py: judges a good job, then one that is told whom to attack.
RUNTIME = """
import json, os, sys
from grading import handler
layers = handler.handler({"job": json.loads(sys.stdin.readline())}, None)["judgement"]["isolation"]
pids = f"{handler._guardian.keeper_pid} {handler._guardian.zygote_pid} {os.getpid()}"
attack = json.loads(sys.stdin.readline().replace("THE PIDS", pids))
print(json.dumps(handler.handler({"job": attack}, None)["judgement"]))
"""


@pytest.mark.parametrize(
    "name",
    [
        "48_reads_proc.py",
        "51_reads_memory.py",
        "51_reads_everybodys_memory.py",
        "52_traces_its_ancestors.py",
    ],
)
def test_lambdas_runtime_cannot_be_looked_into_either(grader: Grader, name: str):
    layers = grader.judge(GOOD).isolation
    with bait("answer") as file:
        attack = Hostile(FOLDER / name).job(
            "answer", file, "THE PIDS", alone=reaches_the_grader_only(layers)
        )
        jobs = "".join(json.dumps(job.to_json()) + "\n" for job in (GOOD_JOB, attack))
        done = subprocess.run(
            [sys.executable, "-c", RUNTIME],
            cwd=PROJECT,
            env={**os.environ, "AWS_LAMBDA_RUNTIME_API": "127.0.0.1:9", "PYTHONPATH": path()},
            input=jobs,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )

    judgement = Judgement.from_json(json.loads(done.stdout))

    (run,) = judgement.runs
    assert (run.verdict, run.output_excerpt) == (Verdict.WRONG_ANSWER, "refused\n"), judgement


def path() -> str:
    """Return where a Python that is not started in the project finds it, and our packages."""
    return os.pathsep.join([str(PROJECT), os.environ.get("PYTHONPATH", "")])
