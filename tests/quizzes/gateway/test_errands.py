"""A job that is too much for one errand is judged as if it had gone in one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading.protocol import Group, Job, Judgement, Run, TestCase, Verdict
from grading.protocol.groups import Aggregation, FirstFailures
from quizzes.gateway.errands import Errand, Gathered, apart, stopped
from quizzes.gateway.errors import DoesNotFit, GraderUnavailable, TestCaseDoesNotFit

VERDICTS = st.sampled_from([Verdict.ACCEPTED, Verdict.WRONG_ANSWER, Verdict.TIME_LIMIT_EXCEEDED])


def job_of(codes, groups=()):
    return Job(
        code="a-job",
        language="python",
        source=b"",
        test_cases=tuple(TestCase(code, b"1" * len(code), b"") for code in codes),
        groups=tuple(groups),
    )


def at_most(cases):
    """Return a way to pack that takes so many test cases at once."""

    def pack(job):
        if len(job.test_cases) > cases:
            raise DoesNotFit("too many")
        return b"packed"

    return pack


def judgement_of(job, verdicts):
    """Return what a grader answers that runs these test cases with these verdicts."""
    failures, runs, not_run = FirstFailures(job.groups), [], []
    for case in job.test_cases:
        if failures.skips(case.code):
            not_run.append(case.code)
            continue
        runs.append(Run(case.code, verdicts[case.code]))
        if verdicts[case.code] is not Verdict.ACCEPTED:
            failures.failed(case.code)
    return Judgement(job.code, tuple(runs), "1", not_run=tuple(not_run))


def judged(job, pack, answer):
    """Send a job in errands; return the judgement and how many errands it took."""
    gathered, sent = Gathered(job), 0
    for errand in apart(job, pack):
        left = gathered.still_to_run(errand.job)
        if left is None:
            continue
        sent += 1
        gathered.add(left, answer(left))
        if gathered.is_settled:
            break
    return gathered.judgement(), sent


@given(
    st.dictionaries(st.from_regex(r"[ab]/[0-9]{1,3}", fullmatch=True), VERDICTS, min_size=1),
    st.integers(1, 5),
    st.booleans(),
)
def test_the_answers_together_are_the_answer_to_the_whole(verdicts, most, stops):
    groups = [
        Group(code, aggregation=Aggregation.SUM, points=1, stop_at_first_failure=stops)
        for code in "ab"
    ]
    job = job_of(verdicts, groups)

    found, _ = judged(job, at_most(most), lambda part: judgement_of(part, verdicts))

    assert found == judgement_of(job, verdicts)


def test_a_job_that_fits_goes_in_one_errand():
    job = job_of(["a", "b"])

    assert list(apart(job, at_most(2))) == [Errand(job, b"packed")]


def test_a_test_case_that_is_too_much_alone_is_named():
    def pack(job):
        if "large" in {case.code for case in job.test_cases}:
            raise DoesNotFit("it has 9 bytes, and may have 8")
        return b"packed"

    with pytest.raises(TestCaseDoesNotFit, match=r"Test case large .* 9 bytes"):
        list(apart(job_of(["small", "large"]), pack))


@pytest.mark.parametrize("verdict", [Verdict.COMPILE_ERROR, "stopped"])
def test_what_comes_out_the_same_for_all_is_asked_once(verdict):
    job = job_of("abcd")

    def answer(part):
        if verdict == "stopped":
            return stopped(part)
        return judgement_of(part, dict.fromkeys("abcd", verdict))

    found, sent = judged(job, at_most(1), answer)

    assert sent == 1
    assert [run.test_case for run in found.runs] == [*"abcd"]
    assert len({run.verdict for run in found.runs}) == 1


def test_a_fault_of_ours_on_one_part_is_the_answer_to_all():
    fault = Judgement("a-job", (Run("", Verdict.JUDGE_ERROR, reason="broken"),), "1")

    found, sent = judged(job_of("ab"), at_most(1), lambda part: fault)

    assert (found, sent) == (fault, 1)


def test_only_layers_that_held_every_part_are_told():
    layers = {"a": ("lockdown", "filtered"), "b": ("lockdown",)}

    def answer(part):
        code = part.test_cases[0].code
        return Judgement("a-job", (Run(code, Verdict.ACCEPTED),), "1", isolation=layers[code])

    found, _ = judged(job_of("ab"), at_most(1), answer)

    assert found.isolation == ("lockdown",)


@pytest.mark.parametrize("codes", ["", "a", "abc", "aa", "ax"])
def test_an_answer_about_other_test_cases_is_refused(codes):
    answer = Judgement("a-job", tuple(Run(code, Verdict.ACCEPTED) for code in codes), "1")

    with pytest.raises(GraderUnavailable, match="other test cases"):
        Gathered(job_of("ab")).add(job_of("ab"), answer)
