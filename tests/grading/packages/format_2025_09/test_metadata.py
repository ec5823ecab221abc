import pytest

from grading.packages import PackageError, Statement, read_package
from grading.protocol import Aggregation, Group

MEBIBYTE = 1024 * 1024
LEAST = "problem_format_version: 2025-09\nname: Twice\nuuid: 7b1c\n"
NEWER = {
    "problem.yaml": LEAST,
    "problem_statement/problem.en.tex": None,
    "statement/problem.en.md": "Double it.\n",
}


def test_the_defaults_are_those_of_the_format(make_package):
    root = make_package(NEWER)

    package = read_package(root)

    file = root / "statement/problem.en.md"
    assert package.names == {"en": "Twice"}
    assert package.statements == {"en": Statement("md", "Double it.\n", file)}
    assert (package.time_limit_ms, package.time_multiplier) == (None, 2.0)
    assert package.time_resolution_ms == 1000
    assert (package.memory_bytes, package.output_bytes) == (2048 * MEBIBYTE, 8 * MEBIBYTE)
    assert package.languages is None
    assert package.groups == (Group("secret", Aggregation.PASS_FAIL, 100),)
    assert package.notes == ()


def test_everything_that_problem_yaml_decides_is_read(make_package):
    root = make_package(
        NEWER
        | {
            "problem.yaml": """\
                problem_format_version: 2025-09
                type: [scoring]
                name:
                  en: Twice {{n}} # and more
                  pt-BR: Dobro
                uuid: 7b1c
                version: 1.2
                credits:
                  authors:
                    - A B <a@b.example>
                    - name: C
                      kattis: c
                  translators:
                    pt-BR: D
                source:
                  - name: Somewhere
                    url: https://example.com/
                  - Elsewhere
                license: cc by-sa
                rights_owner: A
                embargo_until: 2026-01-01T00:00:00Z
                limits:
                  time_multipliers:
                    ac_to_time_limit: 3
                    time_limit_to_tle: 1.5
                  time_limit: 2.5
                  time_resolution: 0.5
                  memory: 512
                  output: 1
                  code: 64
                  validation_time: 5
                keywords: []
                languages: [python3, cpp]
                allow_file_writing: false
                constants:
                  n: 2
                  limit:
                    value: 5000000
                    tex: 5,000,000
                """.replace(" " * 16, ""),
            "statement/problem.en.md": "Up to {{limit}}, {{limit.tex}}, {{n.value}}, {{m}}.\n",
            "statement/problem.pt-BR.md": "# Outro\n\nDobre.\n",
        }
    )

    package = read_package(root)

    assert package.names == {"en": "Twice {{n}}", "pt-BR": "Dobro"}
    assert package.statements["en"].text == "Up to 5000000, 5,000,000, 2, {{m}}.\n"
    assert package.license == "cc by-sa"
    assert (package.time_limit_ms, package.time_multiplier) == (2500, 3.0)
    assert package.time_resolution_ms == 500
    assert (package.memory_bytes, package.output_bytes) == (512 * MEBIBYTE, MEBIBYTE)
    assert package.languages == {"python", "cpp"}
    assert package.notes == ()


def test_what_is_left_out_is_noted(make_package):
    package = read_package(
        make_package(
            NEWER
            | {
                "problem.yaml": LEAST.replace("2025-09", "2023-07-draft")
                + "source_url: http://example.com/\nallow_file_writing: true\n",
                "data/secret/testdata.yaml": "# nothing\n",
            }
        )
    )

    assert package.notes == (
        "problem.yaml, line 4: source_url is left out: it is a key of the legacy format.",
        "the format 2023-07-draft is read as 2025-09, of which it is a draft.",
        "allow_file_writing is left out: submissions cannot write files here.",
    )


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (
            "type: interactive",
            "type interactive is not supported: a submission reads its whole input at once, so"
            " let the input say everything and write an output validator that needs no"
            " conversation.",
        ),
        (
            "type: [scoring, multi-pass]",
            "type multi-pass is not supported: a submission is run once on each test case, so"
            " make each pass a test case.",
        ),
        (
            "type: pass-fail submit-answer",
            "type submit-answer is not supported: a submission is a program, so ask for one that"
            " writes the answers.",
        ),
        (
            "type: magic",
            "type must be of pass-fail, scoring, interactive, multi-pass, submit-answer, not"
            " magic.",
        ),
        (
            "type: [scoring, pass-fail]",
            "type cannot be pass-fail and scoring at once: remove one.",
        ),
        (
            "validator_flags: fast",
            "validator_flags is of the legacy format: write output_validator_args instead.",
        ),
        ("limits:\n  time: 1", None),
        (
            "limits:\n  time_limit: 0",
            "time_limit must be a number above 0, up to 1000000, not '0'.",
        ),
        (
            "limits:\n  time_multipliers:\n    ac_to_time_limit: 0.5",
            "ac_to_time_limit must be at least 1, not 0.5.",
        ),
        ("languages:\n  a: b", "languages must be a list of texts like `[one, two]`."),
        ("allow_file_writing: yes", "allow_file_writing must be true or false, not 'yes'."),
        ("constants:\n  1x: 2", "1x cannot name a constant: use letters, digits and _."),
        ("constants:\n  x:\n    tex: 2", "x has no value: add one."),
        ("grading: x", None),
    ],
)
def test_what_cannot_be_done_is_refused_with_line_and_advice(make_package, lines, message):
    with pytest.raises(PackageError) as refusal:
        read_package(make_package(NEWER | {"problem.yaml": f"{LEAST}{lines}\n"}))

    line = 3 + lines.count("\n") + 1
    assert refusal.value.file == "problem.yaml"
    if message is None:
        assert "the format has no key" in refusal.value.problem
    else:
        assert refusal.value.problem == message
    assert refusal.value.line in (line, line - 1)
