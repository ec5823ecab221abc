from fractions import Fraction

import pytest

from grading.packages import Expectation, slowest_ms, unmet
from grading.packages.expectations import AC, RTE, TLE, WA
from grading.protocol import Aggregation, Group, Judgement, Run, Verdict

GROUPS = (
    Group("secret", Aggregation.SUM, 100),
    Group("secret/small", Aggregation.PASS_FAIL, 30),
    Group("secret/large", Aggregation.PASS_FAIL, 70),
)


def judgement(*verdicts, reason="", not_run=()):
    """Return one of secret/small/1, secret/large/2, secret/large/3, with these verdicts."""
    codes = ("secret/small/1", "secret/large/2", "secret/large/3")
    runs = tuple(
        Run(code, Verdict(verdict), reason=reason, cpu_time_ms=10 * index)
        for index, (code, verdict) in enumerate(zip(codes, verdicts, strict=False), start=1)
    )
    return Judgement(code="S", runs=runs, not_run=not_run, grader_version="1")


GOOD = judgement("accepted", "accepted", "accepted")
WRONG = judgement("accepted", "wrong_answer", "accepted")
SLOW = judgement("accepted", "wrong_answer", "time_limit_exceeded")


@pytest.mark.parametrize(
    ("expectation", "found", "complaints"),
    [
        (Expectation(permitted=AC), GOOD, ()),
        (
            Expectation(permitted=AC),
            WRONG,
            ("secret/large/2 is wrong_answer, permitted is accepted",),
        ),
        (Expectation(permitted=AC | WA, required=WA), WRONG, ()),
        (Expectation(permitted=AC | WA, required=WA), GOOD, ("no test case is wrong_answer",)),
        (
            Expectation(permitted=AC | WA, required=WA),
            SLOW,
            ("secret/large/3 is time_limit_exceeded, permitted is accepted or wrong_answer",),
        ),
        (Expectation(required=TLE), SLOW, ()),
        (
            Expectation(required=RTE),
            SLOW,
            ("no test case is memory_limit_exceeded or output_limit_exceeded or run_time_error",),
        ),
        (Expectation("secret/small", permitted=AC), WRONG, ()),
        (
            Expectation("secret/*/2", permitted=AC),
            WRONG,
            ("secret/large/2 is wrong_answer, permitted is accepted",),
        ),
        (
            Expectation("secret/small", required=WA),
            WRONG,
            ("secret/small: no test case is wrong_answer",),
        ),
        (Expectation("sample"), GOOD, ("sample: there is no such test case",)),
        (Expectation(points=(Fraction(30), Fraction(30))), WRONG, ()),
        (
            Expectation(points=(Fraction(31), Fraction(99))),
            GOOD,
            ("earns 100 points, expected 31 to 99",),
        ),
        (Expectation("secret/large", points=(Fraction(70), Fraction(70))), GOOD, ()),
        (
            Expectation("secret/large", points=(Fraction(70), Fraction(70))),
            WRONG,
            ("secret/large: earns 0 points, expected 70",),
        ),
    ],
)
def test_what_is_not_fulfilled_is_said_in_a_sentence(expectation, found, complaints):
    assert unmet([expectation], found, GROUPS) == complaints


def test_a_program_that_does_not_compile_fulfils_nothing():
    (complaint,) = unmet([Expectation()], judgement("compile_error"), GROUPS)

    assert complaint.startswith("secret/small/1 is compile_error, permitted is accepted or ")


def test_a_message_has_to_stand_in_one_reason():
    expectation = Expectation(message="line 3")
    told = judgement("wrong_answer", reason="On line 3: 7 is odd")

    assert unmet([expectation], told, GROUPS) == ()
    assert unmet([expectation], GOOD, GROUPS) == ("no reason holds 'line 3'",)


def test_what_was_left_out_is_neither_forbidden_nor_enough():
    stopped = judgement("wrong_answer", not_run=("secret/large/2",))

    assert unmet([Expectation("secret/large", permitted=AC)], stopped, GROUPS) == (
        "secret/large: no test case is accepted or memory_limit_exceeded or"
        " output_limit_exceeded or run_time_error or time_limit_exceeded or wrong_answer",
    )
    assert unmet([Expectation(permitted=AC | WA, required=WA)], stopped, GROUPS) == ()


def test_every_expectation_is_looked_at():
    expectations = [Expectation(permitted=AC), Expectation(required=TLE)]

    assert len(unmet(expectations, WRONG, GROUPS)) == 2


def test_the_slowest_run_is_taken_of_those_that_bound_the_time_limit():
    everywhere = Expectation(permitted=AC, bounds_time_limit=True)
    small = Expectation("secret/small", permitted=AC, bounds_time_limit=True)

    assert slowest_ms([everywhere], GOOD.runs) == 30
    assert slowest_ms([small, Expectation()], GOOD.runs) == 10
    assert slowest_ms([Expectation()], GOOD.runs) is None
