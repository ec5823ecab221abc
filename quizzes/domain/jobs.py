"""Writes jobs for the grader. A job holds no name, no address and no key."""

import os
from collections.abc import Iterable
from dataclasses import fields, replace

from grading.protocol import Checker, Job, Limits
from grading.protocol import TestCase as JobTestCase
from quizzes.choices import ProgrammingLanguage
from quizzes.models import Answer, Attempt, QuestionVersion, Solution, Submission, TestCase
from quizzes.rules import languages, own_tests
from quizzes.rules.answers import TEXT_LIMIT_BYTES

WALL_TIME_FACTOR = 3
"""Wall time allowed per CPU time. Source: a guess; a busy machine must fail nobody."""

OWN_TEST = "own-test-"
"""Begins the codes of the candidate's own test cases; no author may publish such a code."""

TRIAL = "trial-"


def job_for_submission(submission: Submission) -> Job:
    """Return the job that runs a submission on every test case of its question."""
    question = submission.answer.question
    return _job(
        question,
        code=submission.code,
        language=submission.language,
        source=submission.text,
        test_cases=map(_test_case, question.test_cases.all()),
    )


def job_for_solution(solution: Solution) -> Job:
    """Return the job that runs an author's program on every test case of its question."""
    return _job(
        solution.version,
        code=f"solution-{solution.pk}",
        language=solution.language,
        source=solution.source,
        test_cases=map(_test_case, solution.version.test_cases.all()),
    )


def job_for_trial(answer: Answer) -> Job | None:
    """Return the job that runs an answer on the samples and on the candidate's own test cases.

    None if there is nothing to run it on.
    """
    samples = [_test_case(case) for case in answer.question.test_cases.all() if case.is_sample]
    samples += map(_own_test, own_tests.read(answer.own_tests))
    if not samples:
        return None
    return _job(
        answer.question,
        code=f"{TRIAL}{answer.pk}",
        language=answer.language,
        source=answer.text,
        test_cases=samples,
    )


def needs(question: QuestionVersion, *, language: str) -> frozenset[str]:
    """Return what a grader must take to judge a program in this language."""
    return languages.needed(language, has_checker_program="program" in question.checker)


def needs_of(version: QuestionVersion) -> frozenset[str]:
    """Return what a grader must take for all answers and solutions that there may be."""
    known = {*version.languages, *(one.language for one in version.solutions.all())}
    return frozenset().union(*(needs(version, language=language) for language in known))


def largest_job(version: QuestionVersion) -> Job:
    """Return a job that no submission's will exceed on its way to the grader."""
    return replace(
        _job(
            version,
            code="largest",
            language=ProgrammingLanguage.PYTHON,
            source="",
            test_cases=map(_test_case, version.test_cases.all()),
        ),
        source=os.urandom(TEXT_LIMIT_BYTES),  # nothing compresses worse
    )


def checker_for(question: QuestionVersion) -> Checker:
    """Return how outputs are compared.

    Raises:
        ValueError: the question's checker names something that no checker has.
    """
    known = {field.name for field in fields(Checker)}
    if unknown := set(question.checker) - known:
        raise ValueError(
            f"{', '.join(sorted(unknown))} is unknown; a checker has {', '.join(sorted(known))}."
        )
    return Checker.from_json({**Checker().to_json(), **question.checker})


def _job(
    question: QuestionVersion,
    *,
    code: str,
    language: str,
    source: str,
    test_cases: Iterable[JobTestCase],
) -> Job:
    return Job(
        code=code,
        language=language,
        source=source.encode(),
        limits=Limits(
            cpu_time_ms=question.cpu_time_limit_ms,
            wall_time_ms=question.cpu_time_limit_ms * WALL_TIME_FACTOR,
            memory_bytes=question.memory_limit_mb * 1024 * 1024,
            output_bytes=question.output_limit_kb * 1024,
        ),
        test_cases=tuple(test_cases),
        checker=checker_for(question),
    )


def _test_case(case: TestCase) -> JobTestCase:
    return JobTestCase(
        code=case.code, input=case.input.encode(), expected_output=case.expected_output.encode()
    )


def _own_test(test: own_tests.OwnTest) -> JobTestCase:
    """Return a candidate's test; without an expected output, whatever comes is accepted."""
    expected = test.expected_output.encode() if test.expected_output else None
    return JobTestCase(
        code=f"{OWN_TEST}{test.code}", input=test.input.encode(), expected_output=expected
    )


def attempt_of(job_code: str) -> Attempt | None:
    """Return whose job this is; None for an author's solution, and when the attempt is erased."""
    if job_code.startswith(TRIAL):
        return Attempt.objects.filter(answers__pk=job_code.removeprefix(TRIAL)).first()
    return Attempt.objects.filter(answers__submissions__code=job_code).first()
