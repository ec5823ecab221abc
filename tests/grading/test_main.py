"""The terminal's door, tried as a user would."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from grading.attacks import ATTACKS
from grading.doctor import in_words
from grading.sandbox.layers import reaches
from tests.grading.client import PROJECT
from tests.grading.setting import expected_layers

RIGHT = "print(sum(map(int, input().split())))\n"
PROBLEM = "name: Sum\nlicense: permission\nrights_owner: us\n"


def grading(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "grading", *map(str, arguments)],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A problem package without a time limit: add two numbers."""
    folder = tmp_path / "sum"
    for file, content in {
        "problem.yaml": PROBLEM,
        "problem_statement/problem.en.tex": "\\problemname{Sum}\nAdd.\n",
        "data/sample/1.in": "1 2\n",
        "data/sample/1.ans": "3\n",
        "data/secret/1.in": "40 2\n",
        "data/secret/1.ans": "42\n",
        "submissions/accepted/right.py": RIGHT,
        "submissions/wrong_answer/off.py": RIGHT.replace(")))", "))) + 1"),
        "submissions/time_limit_exceeded/slow.py": "while True: pass\n",
        "submissions/run_time_error/bad.py": "1 / 0\n",
    }.items():
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    return folder


def test_every_submission_of_a_package_gets_its_folders_verdict(package: Path):
    files = sorted(package.glob("submissions/*/*.py"))

    done = grading("judge", package, *files, "--json")

    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert [(answer["file"], answer["verdict"]) for answer in answers] == [
        (str(file), file.parent.name) for file in files
    ]
    assert [run["test_case"] for run in answers[0]["runs"]] == ["sample/1", "secret/1"]


def test_without_json_a_person_can_read_it(package: Path):
    done = grading("judge", package, package / "submissions/wrong_answer/off.py")

    first, sample, secret = done.stdout.splitlines()
    assert done.returncode == 0
    assert first.endswith(f"off.py: wrong_answer  ({', '.join(expected_layers())})")
    assert sample.split()[:2] == ["sample/1", "wrong_answer"]
    assert secret.split()[:2] == ["secret/1", "wrong_answer"]


def test_the_language_can_be_said_when_the_ending_does_not(package: Path, tmp_path: Path):
    file = tmp_path / "right.txt"
    file.write_text(RIGHT)

    assert grading("judge", package, file).returncode == 2
    done = grading("judge", package, file, "--language", "python", "--json")

    assert (done.returncode, json.loads(done.stdout)["verdict"]) == (0, "accepted")


@pytest.mark.parametrize(
    ("what", "complaint"),
    [
        (["missing", "right.py"], "missing"),
        (["sum", "nowhere.py"], "nowhere.py"),
        (["sum", "problem.yaml"], "the ending of problem.yaml is of no language"),
    ],
)
def test_what_cannot_be_judged_is_said_with_status_2(
    package: Path, what: list[str], complaint: str
):
    folder, file = what

    done = grading("judge", package.parent / folder, package / file)

    assert (done.returncode, done.stdout) == (2, "")
    assert complaint in done.stderr
    assert "Traceback" not in done.stderr


def test_an_accepted_submission_sets_the_time_limit(package: Path):
    (package / "submissions/accepted/right.py").write_text(
        "import time\nwhile time.process_time() < 0.1: pass\n" + RIGHT
    )
    slower = package / "submissions/accepted/slower.py"
    slower.write_text("import time\nwhile time.process_time() < 0.3: pass\n" + RIGHT)
    too_slow = package / "submissions/time_limit_exceeded/slow.py"

    done = grading("judge", package, too_slow, "--json")

    judged = json.loads(done.stdout)
    assert (judged["verdict"], judged["time_limit_ms"]) == (
        "time_limit_exceeded",
        2000,  # 0.3 s times 5, in whole seconds
    )
    assert "of accepted/slower.py, rounded up" in judged["time_limit_source"]


def test_without_an_accepted_submission_that_runs_the_limit_is_said_to_be_a_guess(package: Path):
    right = package / "submissions/accepted/right.py"
    right.rename(right.with_suffix(".cpp"))
    wrong = package / "submissions/wrong_answer/off.py"

    done = grading("judge", package, wrong, "--json")

    assert json.loads(done.stdout)["verdict"] == "wrong_answer"
    assert "the time limit is 10000 ms, a guess: the package states none" in done.stderr


def test_the_doctor_tries_every_attack_and_says_in_words_which_got_somewhere():
    done = grading("doctor", "--json")

    report = json.loads(done.stdout)
    got_somewhere = {attack["name"] for attack in report["attacks"] if not attack["refused"]}
    assert done.returncode == 0
    assert [attack["name"] for attack in report["attacks"]] == [one.name for one in ATTACKS]
    assert report["layers"] == list(expected_layers())
    if reaches(report["layers"], "filtered"):
        assert got_somewhere == set()
    else:
        assert got_somewhere == {
            "signal the process that watches it",
            "signal the grader",
            "change the grader's limits",
            "make a folder in /tmp",
            "remove a file of the grader's user",
            "leave shared memory",
        }

    words = in_words(report)
    assert "Layers that hold here" in words
    assert "read the grader's memory            refused" in words


def test_a_package_with_its_own_checker_is_judged_with_ours_only_when_told_to(package: Path):
    with (package / "problem.yaml").open("a") as problem:
        problem.write("validation: custom\n")
    (package / "output_validators").mkdir()
    (package / "output_validators/check.hs").write_text("main = exitWith 42\n")
    right = package / "submissions/accepted/right.py"

    refused = grading("judge", package, right)
    judged = grading("judge", package, right, "--default-checker", "--json")

    assert (refused.returncode, refused.stdout) == (2, "")
    assert "output_validators/check.hs: is written in haskell: write it in one of" in refused.stderr
    assert (judged.returncode, json.loads(judged.stdout)["verdict"]) == (0, "accepted")
