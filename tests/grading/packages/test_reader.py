import os
from pathlib import Path

import pytest

from grading.packages import (
    Expectation,
    Package,
    PackageError,
    PackageSubmission,
    PackageTestCase,
    Statement,
    read_package,
)
from grading.packages.expectations import AC, RTE
from grading.packages.files import MAXIMUM_FILE_BYTES
from grading.protocol import Aggregation, Checker, Group, SourceFile, Verdict

MEBIBYTE = 1024 * 1024


def test_smallest_package_is_read_with_the_defaults_of_the_format(make_package):
    root = make_package()

    package = read_package(root)

    statement = root / "problem_statement/problem.en.tex"
    assert package == Package(
        code="twice",
        names={"en": "Twice"},
        statements={"en": Statement("tex", statement.read_text(), statement)},
        license="unknown",
        time_limit_ms=None,
        time_multiplier=5.0,
        memory_bytes=2048 * MEBIBYTE,
        output_bytes=8 * MEBIBYTE,
        checker=Checker(),
        test_cases=(PackageTestCase("secret/1", b"2\n", b"4\n", is_sample=False),),
        submissions=(
            PackageSubmission(
                root / "submissions/accepted/twice.py",
                "accepted",
                (SourceFile("twice.py", b"print(2 * int(input()))\n"),),
                (Expectation(permitted=AC, bounds_time_limit=True),),
                "python",
            ),
        ),
        notes=(),
        groups=(
            Group("sample", Aggregation.PASS_FAIL, 0, stop_at_first_failure=True),
            Group("secret", Aggregation.PASS_FAIL, 100, stop_at_first_failure=True),
        ),
    )


def test_everything_that_problem_yaml_decides_is_read(make_package):
    root = make_package(
        {
            "problem.yaml": """\
                problem_format_version: legacy
                type: scoring
                name: 'Twice # or thrice'
                uuid: 7b1c
                author: A, B and C
                source: Somewhere
                source_url: http://example.com/
                license: cc by-sa
                rights_owner: A
                keywords: easy sums
                validation: default
                validator_flags: case_sensitive float_tolerance 1e-6
                limits:
                  time_multiplier: 2.5
                  time_safety_margin: 2
                  memory: 512
                  output: 1
                  compilation_time: 60
                grading:
                  objective: max
                """.replace(" " * 16, ""),
            "problem_statement/problem.en.tex": "No name in here.\n",
        }
    )

    package = read_package(root)

    assert package.names == {"en": "Twice # or thrice"}
    assert package.license == "cc by-sa"
    assert package.time_multiplier == 2.5
    assert package.memory_bytes == 512 * MEBIBYTE
    assert package.output_bytes == MEBIBYTE
    assert package.checker == Checker(
        case_sensitive=True, float_absolute_tolerance=1e-6, float_relative_tolerance=1e-6
    )
    assert package.notes == ()


@pytest.mark.parametrize(
    ("flags", "checker"),
    [
        ("", Checker()),
        ("case_sensitive", Checker(case_sensitive=True)),
        ("space_change_sensitive", Checker(space_change_sensitive=True)),
        ("float_absolute_tolerance 1e-8", Checker(float_absolute_tolerance=1e-8)),
        ("float_relative_tolerance .5", Checker(float_relative_tolerance=0.5)),
        (
            "float_tolerance 1E-6 float_absolute_tolerance 0",
            Checker(float_absolute_tolerance=0, float_relative_tolerance=1e-6),
        ),
    ],
)
def test_validator_flags_become_a_checker(make_package, flags, checker):
    package = read_package(make_package({"problem.yaml": f"validator_flags: {flags}\n"}))

    assert package.checker == checker


def test_statements_are_named_by_their_own_text(make_package):
    root = make_package(
        {
            "problem.yaml": "name: From the settings\n",
            "problem_statement/problem.en.tex": None,
            "problem_statement/problem.tex": "%% plainproblemname: x^2\n\\problemname{$x^2$}\n",
            "problem_statement/problem.zh.md": "# 兩倍\n\n輸出兩倍。\n\n## 輸入\n",
            "problem_statement/problem.pt-BR.md": "Sem nome.\n",
            "problem_statement/problem.sv.pdf": b"%PDF-1.4 \xff",
            "problem_statement/picture.svg": "<svg/>",
        }
    )

    package = read_package(root)

    folder = root / "problem_statement"
    assert package.names == {
        "en": "x^2",
        "zh": "兩倍",
        "pt-BR": "From the settings",
        "sv": "From the settings",
    }
    assert package.statements == {
        "en": Statement("tex", (folder / "problem.tex").read_text(), folder / "problem.tex"),
        "zh": Statement("md", "輸出兩倍。\n\n## 輸入\n", folder / "problem.zh.md"),
        "pt-BR": Statement("md", "Sem nome.\n", folder / "problem.pt-BR.md"),
        "sv": Statement("pdf", "", folder / "problem.sv.pdf"),
    }


def test_domjudge_pdf_beside_problem_yaml_is_a_statement(make_package):
    root = make_package({"problem_statement/problem.en.tex": None, "problem.pdf": b"%PDF-1.4"})

    assert read_package(root).statements == {"en": Statement("pdf", "", root / "problem.pdf")}


def test_test_cases_come_samples_first_and_then_by_base_name_through_the_groups(make_package):
    codes = [
        "sample/2",
        "sample/10",
        "secret/a",
        "secret/a-b",
        "secret/group/1",
        "secret/group/in/1",
    ]
    root = make_package(
        {f"data/{code}.{ending}": code for code in codes for ending in ("in", "ans")}
        | {
            "data/secret/a.desc": "the first one",
            "data/secret/.hidden.in": "",
            "data/generator.py": "",
            "data/other/1.in": "",
        }
    )

    test_cases = read_package(root).test_cases

    assert [test_case.code for test_case in test_cases] == [
        "sample/10",
        "sample/2",
        "secret/1",
        "secret/a",
        "secret/a-b",
        "secret/group/1",
        "secret/group/in/1",
    ]
    assert [test_case.is_sample for test_case in test_cases] == [True] * 2 + [False] * 5
    assert test_cases[3] == PackageTestCase("secret/a", b"secret/a", b"secret/a", is_sample=False)


def test_test_data_may_hold_any_bytes_and_be_empty(make_package):
    root = make_package({"data/secret/1.in": b"", "data/secret/1.ans": b"\xff\0\r\n"})

    assert read_package(root).test_cases == (
        PackageTestCase("secret/1", b"", b"\xff\0\r\n", is_sample=False),
    )


def test_group_flags_are_inherited_and_join_those_of_the_package(make_package):
    root = make_package(
        {
            "problem.yaml": "validator_flags: case_sensitive\n",
            "data/testdata.yaml": "on_reject: continue\nrange: 0 100\nodd: 1\n"
            "output_validator_flags: float_tolerance 0.1\n",
            "data/secret/group/testdata.yaml": "grading: default\naccept_score: 50\n",
            "data/secret/group/1.in": "",
            "data/secret/group/1.ans": "",
        }
    )

    package = read_package(root)

    assert package.checker == Checker(
        case_sensitive=True, float_absolute_tolerance=0.1, float_relative_tolerance=0.1
    )
    assert package.notes == ("data/testdata.yaml, line 3: odd is left out: unknown key.",)


@pytest.mark.parametrize(
    ("files", "time_limit_ms"),
    [
        ({".timelimit": "2\n"}, 2000),
        ({".timelimit": "0.25"}, 250),
        ({"domjudge-problem.ini": "name = 'Twice'\ntimelimit='1.5'\n"}, 1500),
        ({"domjudge-problem.ini": 'timelimit = "3"\n'}, 3000),
        ({"domjudge-problem.ini": "color = red\n"}, None),
        ({"domjudge-problem.ini": "timelimit=1\n", ".timelimit": "1.0\n"}, 1000),
    ],
)
def test_time_limit_stands_beside_problem_yaml(make_package, files, time_limit_ms):
    assert read_package(make_package(files)).time_limit_ms == time_limit_ms


def test_submissions_know_what_they_should_get_and_their_language(make_package):
    root = make_package(
        {
            "submissions/accepted/cc.cc": "",
            "submissions/accepted/old.py": "#!/usr/bin/env python2\nprint 1\n",
            "submissions/accepted/program/main.py": "",
            "submissions/accepted/program/helper.py": "",
            "submissions/accepted/mixed/main.py": "",
            "submissions/accepted/mixed/main.c": "",
            "submissions/accepted/a.out": b"\x7fELF\0",
            "submissions/wrong_answer/w.java": "",
            "submissions/time_limit_exceeded/t.sql": "",
            "submissions/run_time_error/r.rs": "",
            "submissions/rejected/x.go": "",
            "submissions/mystery/m.py": "",
            "submissions/README": "",
        }
    )

    package = read_package(root)

    found = [(s.folder, s.path.name, s.language, s.verdicts) for s in package.submissions]
    accepted, wrong = frozenset({Verdict.ACCEPTED}), frozenset({Verdict.WRONG_ANSWER})
    slow = frozenset({Verdict.TIME_LIMIT_EXCEEDED})
    crashed = RTE
    assert found == [
        ("accepted", "cc.cc", "cpp", accepted),
        ("accepted", "mixed", None, accepted),
        ("accepted", "old.py", "python2", accepted),
        ("accepted", "program", "python", accepted),
        ("accepted", "twice.py", "python", accepted),
        ("rejected", "x.go", "go", wrong | slow | crashed),
        ("run_time_error", "r.rs", "rust", crashed),
        ("time_limit_exceeded", "t.sql", "sql", slow),
        ("wrong_answer", "w.java", "java", wrong),
    ]
    assert package.notes == (
        "submissions/accepted/a.out is left out: it is no text.",
        "submissions/mystery is left out: nothing says what it should get.",
    )


def test_what_is_left_out_without_changing_a_verdict_is_noted(make_package):
    root = make_package(
        {"input_validators/validate.py": "", "attachments/hint.txt": "", "data/secret/1 b.in": ""}
    )

    assert read_package(root).notes == (
        "input_validators is left out: inputs are taken as they are.",
        "attachments is left out: files are not handed to candidates.",
        "data/secret/1 b.in is left out: names may have only letters a-z and A-Z, digits,"
        " and . - _ within.",
    )


KEYS = (
    "author, grading, keywords, license, limits, name, problem_format_version, rights_owner,"
    " source, source_url, type, uuid, validation, validator_flags"
)
FLAGS = (
    "case_sensitive, space_change_sensitive, float_absolute_tolerance,"
    " float_relative_tolerance, float_tolerance"
)


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"problem.yaml": None}, "problem.yaml: cannot be read (No such file or directory)."),
        (
            {"problem.yaml": "name: Twice\nauthor: 'A\n"},
            "problem.yaml, line 2: has a quotation mark that is not closed on the same line.",
        ),
        (
            {"problem.yaml": b"\xef\xbb\xbfname: Twice\n"},
            "problem.yaml, line 1: begins with a byte-order mark: save it as UTF-8 without one.",
        ),
        (
            {"problem.yaml": "name: Twice\nlibraries: x\n"},
            f"problem.yaml, line 2: the format has no key libraries; it has {KEYS}:"
            " correct or remove it.",
        ),
        (
            {"problem.yaml": "problem_format_version: legacy-icpc\ntype: pass-fail\n"},
            "problem.yaml, line 2: the format has no key type; it has "
            + KEYS.replace("grading, ", "").replace("type, ", "")
            + ": correct or remove it.",
        ),
        (
            {"problem.yaml": "odd: 1\nproblem_format_version: 2030-01\n"},
            "problem.yaml, line 2: problem_format_version 2030-01 is not known, only legacy,"
            " legacy-icpc, 2025-09, 2025-09-draft, 2023-07, 2023-07-draft are: export the"
            " package in one of these.",
        ),
        (
            {"problem.yaml": "validation: custom score\n"},
            "problem.yaml, line 1: validation custom score is not supported: the checker says"
            " right or wrong and gives no points, so remove the word score if right or wrong is"
            " enough.",
        ),
        (
            {"problem.yaml": "validation: custom interactive\n"},
            "problem.yaml, line 1: validation custom interactive is not supported:"
            " a submission reads its whole input at once.",
        ),
        (
            {"problem.yaml": "validation: magic\n"},
            "problem.yaml, line 1: validation must begin with default or custom, not 'magic'.",
        ),
        (
            {"problem.yaml": "validation:\n  validator_flags: case_sensitive\n"},
            "problem.yaml, line 1: validation must be a text on one line.",
        ),
        (
            {"problem.yaml": "validator_flags: float_tolerance\n"},
            "problem.yaml, line 1: validator_flags needs a number of 0 or more behind"
            " float_tolerance, not nothing.",
        ),
        (
            {"problem.yaml": "validator_flags: float_tolerance nan\n"},
            "problem.yaml, line 1: validator_flags needs a number of 0 or more behind"
            " float_tolerance, not nan.",
        ),
        (
            {"problem.yaml": "validator_flags: ignore_all\n"},
            "problem.yaml, line 1: validator_flags has the unknown flag 'ignore_all';"
            f" the default validator has {FLAGS}.",
        ),
        (
            {"problem.yaml": "grading: custom\n"},
            "problem.yaml, line 1: grading must be followed by indented lines like"
            " `objective: max`; a program of the package's own is not supported as grader:"
            " remove the key.",
        ),
        (
            {"problem.yaml": "type: interactive\n"},
            "problem.yaml, line 1: type must be pass-fail or scoring, not interactive.",
        ),
        (
            {"problem.yaml": "license: mine\n"},
            "problem.yaml, line 1: license must be one of cc by, cc by-sa, cc0, educational,"
            " permission, public domain, unknown, not 'mine'.",
        ),
        (
            {"problem.yaml": "limits: 5\n"},
            "problem.yaml, line 1: limits must be followed by indented lines like `memory: 512`.",
        ),
        (
            {"problem.yaml": "limits:\n  memory: plenty\n"},
            "problem.yaml, line 2: memory must be a number above 0, up to 1000000, not 'plenty'.",
        ),
        (
            {"problem.yaml": "limits:\n  time: 5\n"},
            "problem.yaml, line 2: the format has no key limits.time; it has code,"
            " compilation_memory, compilation_time, memory, output, time_multiplier,"
            " time_safety_margin, validation_memory, validation_output, validation_time:"
            " correct or remove it.",
        ),
        (
            {".timelimit": "0\n"},
            ".timelimit, line 1: the time limit in seconds must be a number above 0,"
            " up to 1000000, not '0'.",
        ),
        (
            {"domjudge-problem.ini": "name=x\ntimelimit=soon\n"},
            "domjudge-problem.ini, line 2: the time limit in seconds must be a number above 0,"
            " up to 1000000, not 'soon'.",
        ),
        (
            {"domjudge-problem.ini": "timelimit=1\n", ".timelimit": "2\n"},
            "domjudge-problem.ini: states another time limit than .timelimit: keep one of them.",
        ),
        (
            {"problem_statement/problem.en.tex": None},
            "problem_statement: holds no statement: put one there, such as problem.en.tex.",
        ),
        (
            {"problem_statement/problem.en.tex": "ok\n\n\xe9".encode("latin-1")},
            "problem_statement/problem.en.tex, line 3: is not UTF-8: save it as UTF-8.",
        ),
        (
            {"problem_statement/problem.md": "# Again\n"},
            "problem_statement/problem.en.tex: is in the same language as problem.md:"
            " keep one of them.",
        ),
        (
            {"data/secret/1.ans": None},
            "data/secret/1.ans: is missing: put there the expected output that belongs to 1.in.",
        ),
        (
            {"data/secret/1.in": None},
            "data/secret/1.in: is missing: put there the input that belongs to 1.ans.",
        ),
        (
            {
                "data/secret/1.in": None,
                "data/secret/1.ans": None,
                "data/sample/1.in": "",
                "data/sample/1.ans": "",
            },
            "data/secret: holds no test case: put an .in with its .ans there.",
        ),
        (
            {"data/secret/testdata.yaml": "grading: custom\n"},
            "data/secret/testdata.yaml, line 1: grading by a program of the package's own is"
            " not supported: remove the key.",
        ),
        (
            {"data/secret/testdata.yaml": "output_validator_flags: fast\n"},
            "data/secret/testdata.yaml, line 1: output_validator_flags has the unknown flag"
            f" 'fast'; the default validator has {FLAGS}.",
        ),
        (
            {
                "data/secret/group/testdata.yaml": "output_validator_flags: case_sensitive\n",
                "data/secret/group/1.in": "",
                "data/secret/group/1.ans": "",
            },
            "data/secret/group/testdata.yaml: wants other output_validator_flags than other"
            " groups: one package has one checker here, so give all groups the same.",
        ),
        (
            {"data/secret/" + "deep/" * 30 + "1.in": ""},
            "data/secret" + "/deep" * 20 + ": lies more than 20 groups deep: make fewer groups.",
        ),
        (
            {"submissions/accepted/twice.py": None, "submissions/wrong_answer/w.py": ""},
            "submissions/accepted: holds no program: put a right solution there.",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_with_file_and_line_and_advice(make_package, files, message):
    with pytest.raises(PackageError) as refusal:
        read_package(make_package(files))

    assert str(refusal.value) == message


def link(path: Path, target: str | Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(target)


@pytest.mark.parametrize(
    ("name", "make", "problem"),
    [
        (
            "data/secret/2.in",
            lambda path: link(path, "../../../outside"),
            "is a link out of the package: put a copy of the file here.",
        ),
        (
            "data/secret/2.in",
            lambda path: link(path, "/etc/hostname"),
            "is a link out of the package: put a copy of the file here.",
        ),
        (
            "submissions/accepted/all",
            lambda path: link(path, "../../.."),
            "is a link out of the package: put a copy of the file here.",
        ),
        (
            "data/secret/2.in",
            lambda path: link(path, "3.in"),
            "leads nowhere or may not be read: replace it by a file.",
        ),
        (
            "data/secret/2.in",
            lambda path: link(path, "2.in"),
            "leads nowhere or may not be read: replace it by a file.",
        ),
        ("data/secret/again", lambda path: link(path, "."), "is a link to a folder above it."),
        ("data/secret/2.in", os.mkfifo, "is neither a file nor a folder: remove it."),
    ],
)
def test_links_out_and_what_would_hang_a_reader_are_refused(make_package, name, make, problem):
    root = make_package()
    (root.parent / "outside").write_text("secret of the house")
    make(root / name)

    with pytest.raises(PackageError) as refusal:
        read_package(root)

    assert str(refusal.value) == f"{name}: {problem}"


def test_links_within_the_package_are_followed(make_package):
    root = make_package()
    link(root / "data/sample/1.in", "../secret/1.in")
    link(root / "data/sample/1.ans", "../secret/1.ans")
    link(root / "data/secret/group", "../sample")

    codes = [test_case.code for test_case in read_package(root).test_cases]

    assert codes == ["sample/1", "secret/1", "secret/group/1"]


def test_file_too_large_is_refused_unread(make_package):
    root = make_package()
    os.truncate(root / "data/secret/1.in", MAXIMUM_FILE_BYTES + 1)

    with pytest.raises(PackageError) as refusal:
        read_package(root)

    assert str(refusal.value) == (
        "data/secret/1.in: has 268,435,457 bytes: make it smaller, 268,435,456 at most."
    )


def test_an_own_checker_gives_way_to_the_default_one_only_when_asked(make_package):
    root = make_package(
        {
            "problem.yaml": "validation: custom\nvalidator_flags: its own words\n",
            "output_validators/check.cc": "int main(){}",
        }
    )
    assert read_package(root).checker.name == "program"

    package = read_package(root, use_default_checker=True)

    assert package.checker == Checker()
    assert package.notes == (
        "output_validators is left out: outputs are compared by the default validator.",
    )


def test_directory_with_another_name_is_refused(make_package):
    root = make_package()
    renamed = root.rename(root.with_name("Twice-master"))

    with pytest.raises(PackageError) as refusal:
        read_package(renamed)

    assert str(refusal.value) == (
        ".: the directory's name 'Twice-master' must be of a-z and 0-9 only: rename it."
    )


def test_packed_package_is_refused(tmp_path):
    (tmp_path / "twice.zip").write_bytes(b"PK")

    with pytest.raises(PackageError, match="is not a directory: unpack the package first"):
        read_package(tmp_path / "twice.zip")
