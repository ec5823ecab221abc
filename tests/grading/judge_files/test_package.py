"""`python -m grading judge PACKAGE`: all of a package's submissions against their promises."""

import json
import subprocess
import sys

import pytest

from tests.grading.client import PROJECT
from tests.grading.setting import needs

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


def test_one_fault_of_ours_makes_a_submission_unjudged_whatever_else_was_found(make_package):
    needs("confined")  # checker programs open files, in Python too
    checker = "import sys\nsys.exit(43 if open(sys.argv[1]).read() == '1\\n' else 7)\n"
    root = make_package(
        {
            "problem.yaml": "problem_format_version: 2025-09\nname: Twice\n"
            "limits:\n  time_limit: 1\n",
            "output_validator/check.py": checker,
            "data/secret/1.in": "1\n",
            "data/secret/2.in": "2\n",
            "data/secret/2.ans": "4\n",
        }
    )

    done = judge(root, "--json")

    (found,) = map(json.loads, done.stdout.splitlines())
    assert done.returncode == 2
    assert found["comparison"] == "not_judged"
    assert found["complaints"][0].startswith("the checker ended with exit status 7")


def test_programs_of_several_files_are_judged_whole(make_package, files):
    files |= {
        "submissions/accepted/folder/main.py": "from twice import twice\nprint(twice(input()))\n",
        "submissions/accepted/folder/twice.py": "def twice(text): return 2 * int(text)\n",
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
    needs("confined")
    program = tmp_path / "mine"
    program.mkdir()
    (program / "begin.c").write_text(TWICE)
    (program / "twice.h").write_text("int twice(int);\n#define TWICE(n) twice(n)\n")
    (program / "other.c").write_text("int twice(int n) { return 2 * n; }\n")

    done = judge(make_package({".timelimit": "1\n"}), program, "--json")

    assert comparisons(done) == {str(program): ("accepted", None)}


def test_a_packages_own_checker_decides(make_package):
    needs("confined")
    checker = """\
#include <fstream>
#include <iostream>
#include "right.h"
int main(int argc, char **argv) {
    std::ifstream input(argv[1]), answer(argv[2]);
    int wanted, got;
    answer >> wanted;
    if (!(std::cin >> got)) return 43;
    std::ofstream(std::string(argv[3]) + "judgemessage.txt") << "off by " << got - wanted;
    return is_right(wanted, got) && argc == 5 && argv[4] == std::string("near") ? 42 : 43;
}
"""
    root = make_package(
        {
            "problem.yaml": "validation: custom\nvalidator_flags: near\n",
            ".timelimit": "1\n",
            "output_validators/check/check.cc": checker,
            "output_validators/check/right.h": "#include <cstdlib>\n"
            "inline bool is_right(int a, int b) { return std::abs(a - b) <= 1; }\n",
            "submissions/accepted/nearly.py": "print(2 * int(input()) + 1)\n",
            "submissions/wrong_answer/off.py": "print(2 * int(input()) + 2)\n",
        }
    )

    done = judge(root, "--json")

    assert done.returncode == 0
    assert comparisons(done) == {
        "accepted/nearly.py": ("accepted", "as_expected"),
        "accepted/twice.py": ("accepted", "as_expected"),
        "wrong_answer/off.py": ("wrong_answer", "as_expected"),
    }
    assert json.loads(done.stdout.splitlines()[2])["reason"] == "off by 2"


def test_a_checker_that_does_not_compile_is_our_fault(make_package):
    root = make_package(
        {
            "problem.yaml": "validation: custom\n",
            ".timelimit": "1\n",
            "output_validators/check.cc": "int main( {\n",
        }
    )

    done = judge(root, "--json")

    assert done.returncode == 2
    assert comparisons(done) == {"accepted/twice.py": ("judge_error", "not_judged")}


def test_constants_and_included_files_reach_every_submission(make_package):
    root = make_package(
        {
            "problem.yaml": "problem_format_version: 2025-09\nname: Twice\n"
            "limits:\n  time_limit: 1\nconstants:\n  factor: 2\n",
            "include/python3/factor.py": "FACTOR = {{factor}}\n",
            "submissions/accepted/twice.py": "from factor import FACTOR\n"
            "print(FACTOR * int(input()))\n",
        }
    )

    done = judge(root, "--json")

    assert comparisons(done) == {"accepted/twice.py": ("accepted", "as_expected")}
