"""What one invocation of the grader's function carries."""

import base64
import gzip
import json
import random
from dataclasses import replace

import pytest
from hypothesis import given

from grading.protocol import (
    Job,
    Judgement,
    ProtocolError,
    Run,
    TestCase,
    TooLarge,
    Verdict,
    fitting,
    packed_job,
    unpacked_job,
)
from grading.protocol.envelope import ANSWER_BYTES, COMPRESSED_BYTES, JOB_BYTES
from tests.grading.protocol.strategies import jobs

INVOCATION_BYTES = 6 * 1024 * 1024  # Lambda's quota for a request, and for an answer

JOB = Job("a-job", "python", b"", (TestCase("one", b"1", b"1"),))


def with_input(size):
    """Return a job whose input is random, so that it does not compress."""
    return replace(JOB, test_cases=(TestCase("one", random.Random(1).randbytes(size), b""),))


@given(jobs)
def test_a_job_is_unpacked_as_it_was_packed(job):
    event = json.loads(packed_job(job))

    assert Job.from_json(json.loads(unpacked_job(event))) == job


def test_the_largest_job_fits_into_an_invocation():
    assert len(packed_job(with_input(COMPRESSED_BYTES - 50_000))) < INVOCATION_BYTES


def test_a_larger_one_is_refused_with_the_bound():
    with pytest.raises(TooLarge, match=r"compressed it has .* may have 4,000,000"):
        packed_job(with_input(COMPRESSED_BYTES))


def test_what_compresses_well_is_bounded_too():
    zeros = replace(JOB, test_cases=(TestCase("one", b"0" * JOB_BYTES, b""),))

    with pytest.raises(TooLarge, match="may have 67,108,864"):
        packed_job(zeros)


@pytest.mark.parametrize(
    "content",
    [
        7,
        "no base64!",
        base64.b64encode(b"no gzip").decode(),
        base64.b64encode(gzip.compress(b"{}" * 1000)[:-9]).decode(),
        base64.b64encode(gzip.compress(b"0" * (JOB_BYTES + 1))).decode(),
    ],
    ids=["a number", "no base64", "no gzip", "cut off", "a bomb"],
)
def test_an_envelope_that_is_none_is_refused_by_name(content):
    with pytest.raises(ProtocolError, match="job_gzip"):
        unpacked_job({"job_gzip": content})


def test_a_plain_job_is_taken_as_well():
    assert json.loads(unpacked_job({"job": JOB.to_json()})) == JOB.to_json()


def test_a_judgement_that_fits_is_left_as_it_is():
    judgement = Judgement("a-job", (Run("one", Verdict.ACCEPTED, output_excerpt="x" * 4000),), "1")

    assert fitting(judgement) is judgement


def test_long_texts_are_cut_until_the_answer_can_travel():
    run = Run("", Verdict.WRONG_ANSWER, output_excerpt="\\x00" * 4000, reason="short")
    judgement = Judgement("a-job", tuple(replace(run, test_case=f"{n}") for n in range(2000)), "1")

    found = fitting(judgement)

    assert len(json.dumps(found.to_json())) <= ANSWER_BYTES < INVOCATION_BYTES
    assert [one.test_case for one in found.runs] == [one.test_case for one in judgement.runs]
    assert {one.reason for one in found.runs} == {"short"}
    assert all(one.output_excerpt.endswith("…") for one in found.runs)
