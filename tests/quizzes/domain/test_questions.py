import random

import pytest

from quizzes.domain.errors import QuestionNotReady
from quizzes.domain.questions import check_solutions, new_version, problems, publish
from quizzes.models import QuestionVersion
from tests.factories import (
    NOON,
    ChoiceFactory,
    QuestionVersionFactory,
    SkillFactory,
    SolutionFactory,
    TagFactory,
    TestCaseFactory,
)

pytestmark = pytest.mark.django_db


def draft(kind="coding", **facts):
    return QuestionVersionFactory(kind=kind, draft=True, parts=False, **facts)


def test_a_coding_question_without_a_test_case_cannot_be_published():
    version = draft()

    with pytest.raises(QuestionNotReady) as refusal:
        publish(version=version, now=NOON)

    assert refusal.value.problems == ["A coding question needs at least one test case."]
    assert not QuestionVersion.objects.get().is_published


def test_test_cases_without_weight_cannot_be_published():
    version = draft()
    TestCaseFactory(version=version, weight=0)

    assert problems(version) == ["No test case has any weight, so nobody could earn points."]


def test_a_checker_that_no_grader_knows_cannot_be_published():
    version = draft(checker={"tolerance": 1e-6})
    TestCaseFactory(version=version)

    (problem,) = problems(version)

    assert problem.startswith("The checker is not understood: tolerance is unknown;")


def test_a_test_case_that_is_too_large_to_travel_is_named(settings):
    settings.GRADER = "lambda"
    version = draft()
    TestCaseFactory(version=version, code="small")
    TestCaseFactory(version=version, code="huge", input=random.Random(1).randbytes(4_000_000).hex())

    (problem,) = problems(version)

    assert problem.startswith("Test case huge cannot be sent to the grader: compressed it has")


def test_a_large_test_case_that_compresses_well_may_be_published(settings):
    settings.GRADER = "lambda"
    version = draft()
    TestCaseFactory(version=version, input="1 2 3\n" * 2_000_000)

    assert problems(version) == []


def test_a_test_case_that_outlives_the_graders_function_is_named(settings):
    settings.GRADER, settings.GRADER_FUNCTION_SECONDS = "lambda", 60
    version = draft(cpu_time_limit_ms=10_000)
    TestCaseFactory(version=version, code="slow")

    (problem,) = problems(version)

    assert "Test case slow" in problem
    assert "is ended after 60" in problem


@pytest.mark.parametrize(
    ("taken", "has_containers", "expected"),
    [
        (None, False, []),
        (["python", "checkers"], False, []),
        (["sql"], True, []),
        (["python"], False, ["This deployment cannot run checker programs. See GRADER_LANGUAGES."]),
        (
            ["checkers"],
            False,
            ["This deployment cannot grade Python 3. See GRADER_LANGUAGES."],
        ),
    ],
)
def test_publishing_names_what_this_deployment_cannot_grade(
    settings, taken, has_containers, expected
):
    settings.GRADER_LANGUAGES = taken
    queues = ["default", "containers"] if has_containers else ["default"]
    settings.TASKS = {"default": {**settings.TASKS["default"], "QUEUES": queues}}
    program = {"language": "python", "files": [{"name": "c.py", "content": ""}], "arguments": []}
    version = draft(checker={"name": "program", "program": program})
    TestCaseFactory(version=version)

    assert problems(version) == expected


@pytest.mark.parametrize(
    ("kind", "correct", "expected"),
    [
        ("single_choice", [True], ["A choice question needs at least two choices."]),
        ("single_choice", [True, True], ["Exactly one choice must be correct; 2 are."]),
        ("single_choice", [False, False], ["Exactly one choice must be correct; 0 are."]),
        ("single_choice", [True, False], []),
        ("multiple_choice", [False, False], ["At least one choice must be correct."]),
        ("multiple_choice", [True, True, False], []),
    ],
)
def test_what_a_choice_question_needs(kind, correct, expected):
    version = draft(kind)
    for is_correct in correct:
        ChoiceFactory(version=version, is_correct=is_correct)

    assert problems(version) == expected


def test_publishing_twice_keeps_the_first_time():
    version = draft("text")

    publish(version=version, now=NOON)
    publish(version=version, now=NOON.replace(hour=20))

    assert QuestionVersion.objects.get().published_at == NOON


def test_a_new_version_has_all_parts_of_the_old_one_and_leaves_it_alone():
    version = QuestionVersionFactory(kind="coding")
    SolutionFactory(version=version, name="fast.py")
    version.tags.add(TagFactory(name="strings"))
    version.skills.add(SkillFactory(name="hashing"))

    copy = new_version(version=version)

    assert (copy.number, copy.is_published) == (2, False)
    assert [case.code for case in copy.test_cases.all()] == ["sample", "hidden"]
    assert [solution.name for solution in copy.solutions.all()] == ["fast.py"]
    assert [tag.name for tag in copy.tags.all()] == ["strings"]
    assert [skill.name for skill in copy.skills.all()] == ["hashing"]
    copy.test_cases.all().delete()
    assert version.test_cases.count() == 2


def test_there_is_one_draft_at_a_time():
    version = QuestionVersionFactory(kind="text")

    first, second = new_version(version=version), new_version(version=version)

    assert first == second


@pytest.mark.parametrize(
    ("source", "expected", "verdict", "as_expected"),
    [
        ("print(input())", "accepted", "accepted", True),
        ("print(0)", "wrong_answer", "wrong_answer", True),
        ("print(0)", "accepted", "wrong_answer", False),
        ("while True: pass", "time_limit_exceeded", "time_limit_exceeded", True),
    ],
)
def test_a_solution_is_judged_for_its_author(source, expected, verdict, as_expected):
    version = QuestionVersionFactory(cpu_time_limit_ms=200)
    solution = SolutionFactory(version=version, source=source, expected_verdict=expected)

    check_solutions(solutions=[solution], now=NOON)

    solution.refresh_from_db()
    assert (solution.verdict, solution.is_as_expected) == (verdict, as_expected)
    assert len(solution.judgement["runs"]) == 2


def test_solutions_that_are_checked_together_keep_their_own_verdicts():
    version = QuestionVersionFactory(cpu_time_limit_ms=200)
    sources = ["print(input())", "print(0)", "1/0", "while True: pass"] * 2
    solutions = [SolutionFactory(version=version, source=source) for source in sources]

    check_solutions(solutions=solutions, now=NOON)

    assert [solution.verdict for solution in solutions] == [
        "accepted",
        "wrong_answer",
        "run_time_error",
        "time_limit_exceeded",
    ] * 2


def test_a_grader_out_of_reach_finds_no_solution_as_expected(settings):
    settings.GRADER = "lambda"
    solution = SolutionFactory()

    check_solutions(solutions=[solution], now=NOON)

    assert (solution.verdict, solution.is_as_expected) == ("judge_error", False)
