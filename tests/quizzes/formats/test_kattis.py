"""Packages as questions: what a question keeps, and what it cannot keep."""

import pytest

from grading.packages import PackageError, read_package
from quizzes.domain.jobs import checker_for
from quizzes.formats.kattis import StatementUnreadable, read_question
from quizzes.models import QuestionVersion

LEGACY = {
    "problem.yaml": "name: Twice\nlimits:\n  memory: 256\n  output: 1\n",
    "problem_statement/problem.en.md": "Double ![it](it.png).\n",
    "problem_statement/it.png": "picture",
    "data/sample/1.in": "2\n",
    "data/sample/1.ans": "4\n",
    "data/secret/1.in": "3\n",
    "data/secret/1.ans": "6\n",
    "submissions/accepted/twice.py": "print(2 * int(input()))\n",
}


@pytest.fixture
def make_package(tmp_path):
    """Return a function that writes a package; a file given as None is left out."""

    def make(files=None):
        root = tmp_path / "twice"
        for name, text in {**LEGACY, **(files or {})}.items():
            if text is not None:
                path = root / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
        return root

    return make


def test_a_package_becomes_what_a_question_holds(make_package):
    read = read_question(make_package({".timelimit": "1.5\n"}))

    assert (read.code, read.title, read.cpu_time_limit_ms) == ("twice", "Twice", 1500)
    assert (read.memory_limit_mb, read.output_limit_kb) == (256, 1024)
    assert read.statement == "Double ![it](data:image/png;base64,cGljdHVyZQ==).\n"
    assert [(case.code, case.is_sample) for case in read.test_cases] == [
        ("sample/1", True),
        ("secret/1", False),
    ]
    assert read.checker == {}


def test_solutions_of_one_file_are_kept_with_what_they_should_get(make_package):
    read = read_question(
        make_package(
            {
                "submissions/wrong_answer/w.py": "print(1)\n",
                "submissions/run_time_error/r.py": "1 / 0\n",
                "submissions/slow_accepted/s.py": "print(2)\n",
                "submissions/accepted/folder/main.py": "",
                "submissions/accepted/folder/other.py": "",
                "submissions/accepted/x.hs": "",
            }
        )
    )

    assert [(one.name, one.expected_verdict, one.source) for one in read.solutions] == [
        ("accepted/twice.py", "accepted", "print(2 * int(input()))\n"),
        ("run_time_error/r.py", "run_time_error", "1 / 0\n"),
        ("slow_accepted/s.py", "accepted", "print(2)\n"),
        ("wrong_answer/w.py", "wrong_answer", "print(1)\n"),
    ]


def test_a_package_of_the_newer_format_is_read_too(make_package):
    read = read_question(
        make_package(
            {
                "problem.yaml": "problem_format_version: 2025-09\nname: Twice\n"
                "limits:\n  time_limit: 2\nconstants:\n  factor: 2\n",
                "problem_statement/problem.en.md": None,
                "statement/problem.en.md": "Times {{factor}}.\n",
                "data/sample/test_group.yaml": "output_validator_args: [case_sensitive]\n",
                "data/secret/test_group.yaml": "output_validator_args: [case_sensitive]\n",
            }
        )
    )

    assert (read.title, read.statement, read.cpu_time_limit_ms) == ("Twice", "Times 2.\n", 2000)
    assert read.checker == {"case_sensitive": True}


def test_a_package_s_own_checker_goes_with_the_question_to_the_grader(make_package):
    root = make_package(
        {
            "problem.yaml": "name: Twice\nvalidation: custom\nvalidator_flags: near\n",
            "output_validators/check.py": "raise SystemExit(42)\n",
        }
    )

    read = read_question(root)

    assert checker_for(QuestionVersion(checker=read.checker)) == read_package(root).checker


@pytest.mark.parametrize(
    ("files", "problem"),
    [
        ({"include/python3/x.py": "x = 1\n"}, "include: files added to every submission"),
        ({"data/secret/1.in": None}, "data/secret/1.in: is missing"),
    ],
)
def test_what_a_question_cannot_keep_is_refused_by_name(make_package, files, problem):
    with pytest.raises(PackageError, match=problem):
        read_question(make_package(files))


def test_a_test_case_that_is_no_text_is_refused_by_name(make_package):
    root = make_package()
    (root / "data/secret/1.in").write_bytes(b"\xff")

    with pytest.raises(PackageError, match=r"data/secret/1\.in: is not UTF-8 text"):
        read_question(root)


def test_a_statement_that_pages_cannot_show_is_refused(make_package):
    root = make_package(
        {"problem_statement/problem.en.md": None, "problem_statement/problem.en.tex": "Twice."}
    )

    with pytest.raises(StatementUnreadable, match=r"problem\.en\.tex is not Markdown"):
        read_question(root)
