"""`python -m grading judge PACKAGE`: all of a package's submissions against their promises."""

import json
import subprocess
import sys

import pytest

from tests.grading.client import PROJECT

RIGHT = "print(2 * int(input()))\n"
TWICE = """\
#include <stdio.h>
#include "twice.h"
int main(void) { int n; scanf("%d", &n); printf("%d\\n", TWICE(n)); return 0; }
"""


def judge(root, *arguments):
    return subprocess.run(
        [sys.executable, "-m", "grading", "judge", str(root), *map(str, arguments)],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )


def comparisons(done):
    found = map(json.loads, done.stdout.splitlines())
    return {one["file"]: (one["verdict"], one["comparison"]) for one in found}


@pytest.fixture
def files():
    return {
        ".timelimit": "0.5\n",
        "data/sample/1.in": "1\n",
        "data/sample/1.ans": "2\n",
        "submissions/wrong_answer/thrice.py": RIGHT.replace("2", "3"),
        "submissions/time_limit_exceeded/slow.py": "while True: pass\n",
        "submissions/run_time_error/crash.py": "1 / 0\n",
    }


def test_a_package_that_keeps_its_promises_ends_with_0(make_package, files):
    done = judge(make_package(files), "--json")

    assert done.returncode == 0
    assert comparisons(done) == {
        "accepted/twice.py": ("accepted", "as_expected"),
        "run_time_error/crash.py": ("run_time_error", "as_expected"),
        "time_limit_exceeded/slow.py": ("time_limit_exceeded", "as_expected"),
        "wrong_answer/thrice.py": ("wrong_answer", "as_expected"),
    }
    assert "twice: running time_limit_exceeded/slow.py, up to 500 ms a test case" in done.stderr


def test_a_promise_that_is_broken_ends_with_1_and_is_told(make_package, files):
    files["submissions/wrong_answer/right.py"] = RIGHT

    done = judge(make_package(files))

    assert done.returncode == 1
    lines = done.stdout.splitlines()
    at = next(index for index, line in enumerate(lines) if line.endswith("DIFFERS"))
    assert lines[at].split()[:3] == ["wrong_answer/right.py", "python", "accepted"]
    assert lines[at + 1] == "    no test case is wrong_answer"
    assert lines[-3:-1] == [
        "5 submissions: 4 as expected, 1 different, 0 not judged",
        "time limit: 500 ms, as the package says",
    ]


def test_a_language_that_nobody_grades_here_is_listed_and_counts_for_nothing(make_package, files):
    files["submissions/accepted/twice.hs"] = "main = interact id\n"

    done = judge(make_package(files))

    assert done.returncode == 0
    (line,) = [line for line in done.stdout.splitlines() if "twice.hs" in line]
    assert "not judged: language 'haskell' is not one of: python" in line
    assert "5 submissions: 4 as expected, 0 different, 1 not judged" in done.stdout


def test_what_the_grader_cannot_do_ends_with_2(make_package, files):
    files["problem.yaml"] = "name: Twice\nlimits:\n  memory: 1000000\n"

    done = judge(make_package(files))

    assert done.returncode == 2
    assert "4 submissions: 0 as expected, 0 different, 4 not judged" in done.stdout


def test_programs_of_several_files_are_judged_whole(make_package, files):
    files |= {
        "submissions/accepted/folder/main.c": TWICE,
        "submissions/accepted/folder/twice.h": "#define TWICE(n) (2 * (n))\n",
    }

    done = judge(make_package(files), "--json")

    assert comparisons(done)["accepted/folder"] == ("accepted", "as_expected")


def test_points_of_groups_are_told(make_package):
    root = make_package(
        {
            "problem.yaml": "problem_format_version: 2025-09\nname: Twice\ntype: scoring\n"
            "limits:\n  time_limit: 1\n",
            "data/secret/1.in": None,
            "data/secret/1.ans": None,
            "data/secret/small/1.in": "1\n",
            "data/secret/small/1.ans": "2\n",
            "data/secret/small/test_group.yaml": "max_score: 30\n",
            "data/secret/large/1.in": "10\n",
            "data/secret/large/1.ans": "20\n",
            "data/secret/large/test_group.yaml": "max_score: 70\n",
            "submissions/partially_accepted/small.py": "print(min(2 * int(input()), 9))\n",
        }
    )

    done = judge(root)

    assert done.returncode == 0
    lines = {line.split()[0]: line for line in done.stdout.splitlines() if "/" in line}
    assert "accepted, 100 of 100 points" in lines["accepted/twice.py"]
    assert "wrong_answer, 30 of 100 points" in lines["partially_accepted/small.py"]


def test_a_folder_may_be_judged_like_a_file(make_package, tmp_path):
    program = tmp_path / "mine"
    program.mkdir()
    (program / "begin.c").write_text(TWICE)
    (program / "twice.h").write_text("int twice(int);\n#define TWICE(n) twice(n)\n")
    (program / "other.c").write_text("int twice(int n) { return 2 * n; }\n")

    done = judge(make_package({".timelimit": "1\n"}), program, "--json")

    assert comparisons(done) == {str(program): ("accepted", None)}
