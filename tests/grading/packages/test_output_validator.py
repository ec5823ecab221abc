import pytest

from grading.packages import PackageError, read_package
from grading.protocol import Checker, CheckerProgram, SourceFile

LEGACY = "validation: custom\nvalidator_flags: fast  5\n"
NEWER = "problem_format_version: 2025-09\nname: Twice\n"
C = b"int main() { return 42; }"


def program(language, *files, arguments=()):
    return Checker(
        name="program",
        program=CheckerProgram(
            language, tuple(SourceFile(name, content) for name, content in files), arguments
        ),
    )


@pytest.mark.parametrize(
    ("files", "checker"),
    [
        (
            {"problem.yaml": LEGACY, "output_validators/check.cc": C},
            program("cpp", ("check.cc", C), arguments=("fast", "5")),
        ),
        (
            {
                "problem.yaml": LEGACY,
                "output_validators/check/lib.h": "",
                "output_validators/check/validate.cc": C,
                "output_validators/check/validate.cc.bin": b"\x7fELF\0\xff",
            },
            program("cpp", ("validate.cc", C), ("lib.h", b""), arguments=("fast", "5")),
        ),
        (
            {"problem.yaml": NEWER, "output_validator/check.py": "exit(42)"},
            program("python", ("check.py", b"exit(42)")),
        ),
        (
            {
                "problem.yaml": NEWER,
                "output_validator/__init__.py": "",
                "output_validator/__main__.py": "exit(42)",
                "data/secret/test_group.yaml": "output_validator_args: [fast, 'two words']\n",
            },
            program(
                "python",
                ("__main__.py", b"exit(42)"),
                ("__init__.py", b""),
                arguments=("fast", "two words"),
            ),
        ),
        (
            {
                "problem.yaml": NEWER + "constants:\n  right: 42\n",
                "output_validator/check.c": "int main() { return {{right}}; }",
            },
            program("c", ("check.c", C)),
        ),
        ({"problem.yaml": NEWER}, Checker()),
        ({"problem.yaml": "validation: default\n", "output_validators/check.cc": C}, Checker()),
    ],
)
def test_a_validator_becomes_the_checker(make_package, files, checker):
    assert read_package(make_package(files)).checker == checker


@pytest.mark.parametrize(
    ("files", "message"),
    [
        (
            {"problem.yaml": LEGACY},
            "output_validators: holds no program: put the one there that compares outputs.",
        ),
        (
            {
                "problem.yaml": LEGACY,
                "output_validators/one.cc": "",
                "output_validators/two.cc": "",
            },
            "output_validators: holds more than one program (one.cc and two.cc): keep one, in a"
            " folder of its own if it has several files.",
        ),
        (
            {"problem.yaml": LEGACY, "output_validators/check/run": "", "data/x": ""},
            "output_validators/check/run: scripts that build or run a validator are not"
            " supported: let the folder hold only the sources, in C++ or Python.",
        ),
        (
            {"problem.yaml": LEGACY, "output_validators/check.hs": ""},
            "output_validators/check.hs: is written in haskell: write it in one of c, cpp, go,"
            " java, javascript, python, rust.",
        ),
        (
            {"problem.yaml": NEWER, "output_validator/check": "", "output_validator/b.txt": ""},
            "output_validator: is written in no language that its files' endings tell: write it"
            " in one of c, cpp, go, java, javascript, python, rust.",
        ),
        (
            {
                "problem.yaml": LEGACY,
                "output_validators/check.cc": C,
                "data/secret/a/testdata.yaml": "output_validator_flags: slow\n",
                "data/secret/a/1.in": "",
                "data/secret/a/1.ans": "",
            },
            "data/secret/a/testdata.yaml: wants other output_validator_flags than other groups:"
            " one package has one checker here, so give all groups the same.",
        ),
    ],
)
def test_a_validator_that_cannot_be_run_is_refused_by_name(make_package, files, message):
    with pytest.raises(PackageError) as refusal:
        read_package(make_package(files))

    assert str(refusal.value) == message
