"""What the web stored under version 1 is read as if it had been written today."""

import pytest

from grading.protocol import Judgement, ProtocolError, Run, Verdict, stored_judgement

FIRST_VERSION = {
    "version": 1,
    "code": "S-20931",
    "runs": [
        {
            "test_case": "secret/01",
            "verdict": "wrong_answer",
            "cpu_time_ms": 1,
            "wall_time_ms": 2,
            "peak_memory_bytes": 9003008,
            "exit_code": 0,
            "signal": None,
            "output_excerpt": "2\n",
            "error_excerpt": "",
            "reason": "token 1 (line 1): expected 3, got 2",
        }
    ],
    "compile_output": "",
    "isolation": ["lockdown", "other_user"],
    "grader_version": "0.1.0",
}
"""As docs/protocol.md had it when version 1 was the only one."""


def test_a_judgement_of_version_1_is_read_with_what_version_2_added():
    assert stored_judgement(FIRST_VERSION) == Judgement(
        code="S-20931",
        runs=(
            Run(
                test_case="secret/01",
                verdict=Verdict.WRONG_ANSWER,
                cpu_time_ms=1,
                wall_time_ms=2,
                peak_memory_bytes=9003008,
                exit_code=0,
                output_excerpt="2\n",
                reason="token 1 (line 1): expected 3, got 2",
                only_formatting_differs=False,
                feedback="",
            ),
        ),
        not_run=(),
        isolation=("lockdown", "other_user"),
        grader_version="0.1.0",
        version=2,
    )


def test_a_judgement_of_today_is_read_as_it_is():
    judgement = Judgement(
        code="S1",
        runs=(Run("a", Verdict.WRONG_ANSWER, only_formatting_differs=True, feedback="Nearly."),),
        not_run=("b",),
        grader_version="1",
    )

    assert stored_judgement(judgement.to_json()) == judgement


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"version": 0}, "judgement.version is 0"),
        ({"version": 3}, "judgement.version is 3"),
        ({"runs": 7}, "judgement.runs must be a list, not int"),
        ({"runs": [7]}, r"judgement.runs\[0\] must be an object, not int"),
        ({"points": 7}, "judgement.points is not a field"),
        ({"code": None}, "judgement.code must be a string"),
    ],
)
def test_age_excuses_nothing_else(change, complaint):
    with pytest.raises(ProtocolError, match=complaint):
        stored_judgement(FIRST_VERSION | change)


def test_what_was_stored_stays_as_it_was():
    before = repr(FIRST_VERSION)

    stored_judgement(FIRST_VERSION)

    assert repr(FIRST_VERSION) == before
