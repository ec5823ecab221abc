"""A package comes from a stranger: whatever its files say, it is read or refused with a reason."""

import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grading.packages import PackageError, read_package

NEWER = "problem_format_version: 2025-09\n"
KNOWN = """
    problem_format_version legacy 2025-09 name type scoring pass-fail interactive limits memory
    time_limit time_multipliers ac_to_time_limit validation custom validator_flags float_tolerance
    case_sensitive constants value languages all license max_score score_aggregation sum min
    output_validator_args require_pass on_reject break grader_flags ignore_sample range accept_score
    permitted required score message use_for_time_limit lower AC WA TLE language entrypoint accepted
    secret/* {a,b}.py 1 0 -1 1e999 nan inf 99999999999999999999 true null ~ {{limit}}
"""
WORDS = st.sampled_from(KNOWN.split()) | st.text(max_size=4)
SCALARS = WORDS | st.lists(WORDS, max_size=3).map(lambda words: f"[{', '.join(words)}]")
LINES = st.builds(
    lambda indent, dash, key, value: f"{'  ' * indent}{'- ' * dash}{key}: {value}",
    st.integers(0, 3),
    st.booleans(),
    WORDS,
    SCALARS,
)
TEXTS = st.lists(LINES | st.text(max_size=8), max_size=8).map("\n".join)
FILES = st.sampled_from(
    [
        "problem.yaml",
        "data/testdata.yaml",
        "data/secret/testdata.yaml",
        "data/secret/test_group.yaml",
        "data/secret/1.yaml",
        "submissions/submissions.yaml",
        "domjudge-problem.ini",
        ".timelimit",
        "statement/problem.en.md",
        "submissions/accepted/twice.py",
        "output_validators/check.py",
    ]
)


@pytest.mark.parametrize("head", ["name: Twice\n", NEWER + "name: Twice\n"])
@given(data=st.data())
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_in_any_file_is_read_or_refused_with_a_reason(make_package, head, data):
    name = data.draw(FILES)
    text = data.draw(TEXTS | st.binary(max_size=30))
    content = text if isinstance(text, bytes) else text.encode(errors="replace")
    if name == "problem.yaml":
        content = head.encode() + content
    root = make_package({"problem.yaml": head, name: content})

    try:
        read_package(root)
    except PackageError as refusal:
        problem = refusal.problem
    else:
        problem = "none"
    shutil.rmtree(root)

    assert problem
