"""Writing, checking and publishing questions."""

from collections.abc import Iterable
from datetime import datetime
from itertools import chain, count

from django.db import transaction
from django.db.models import QuerySet
from django.utils.text import slugify

from grading.protocol import ProtocolError
from quizzes import gateway
from quizzes.choices import ProgrammingLanguage, QuestionKind, Verdict
from quizzes.domain import grading, jobs
from quizzes.domain.errors import QuestionNotReady, QuestionPublished
from quizzes.models import Choice, Question, QuestionVersion, Solution, TestCase
from quizzes.rules import languages

FEWEST_CHOICES = 2


def problems(version: QuestionVersion) -> list[str]:
    """Return what stands in the way of publishing a question, one sentence each."""
    if version.is_coding:
        return list(_coding_problems(version))
    if version.has_choices:
        return list(_choice_problems(version))
    return []


def _coding_problems(version: QuestionVersion) -> list[str]:
    found = []
    cases = list(version.test_cases.all())
    if not cases:
        found.append("A coding question needs at least one test case.")
    elif not any(case.weight for case in cases):
        found.append("No test case has any weight, so nobody could earn points.")
    if any(case.code.startswith(jobs.OWN_TEST) for case in cases):
        found.append(f"Test case codes that begin with {jobs.OWN_TEST} are the candidate's.")
    try:
        jobs.checker_for(version)
    except (ValueError, ProtocolError) as error:
        found.append(f"The checker is not understood: {error}")
    else:
        found += gateway.misfits(jobs.largest_job(version)) if cases else []
    if not grading.has_containers():
        found += map(_ungradable, gateway.untaken(jobs.needs_of(version)))
    return found


def _ungradable(need: str) -> str:
    if need == languages.CHECKER_PROGRAMS:
        return "This deployment cannot run checker programs. See GRADER_LANGUAGES."
    label = dict(ProgrammingLanguage.choices).get(need, need)
    return f"This deployment cannot grade {label}. See GRADER_LANGUAGES."


def _choice_problems(version: QuestionVersion) -> list[str]:
    found = []
    choices = list(version.choices.all())
    correct = sum(choice.is_correct for choice in choices)
    if len(choices) < FEWEST_CHOICES:
        found.append("A choice question needs at least two choices.")
    if version.kind == QuestionKind.SINGLE_CHOICE and correct != 1:
        found.append(f"Exactly one choice must be correct; {correct} are.")
    if version.kind == QuestionKind.MULTIPLE_CHOICE and correct == 0:
        found.append("At least one choice must be correct.")
    return found


def new_question(*, title: str, code: str = "") -> Question:
    """Make the lasting identity of a question, for its first version.

    Without a code it gets one from the title; where that is taken, a number follows.
    """
    wanted = code or slugify(title)[:50] or "question"
    taken = set(Question.objects.filter(code__startswith=wanted).values_list("code", flat=True))
    names = chain([wanted], (f"{wanted}-{number}" for number in count(2)))
    return Question.objects.create(code=next(name for name in names if name not in taken))


@transaction.atomic
def discard_draft(*, version: QuestionVersion) -> None:
    """Delete a draft with all its parts, and its question if it has no other version.

    Raises:
        QuestionPublished: the version was published, so attempts may show it.
        ProtectedError: staff tried it as a candidate, or a quiz asks the question.
    """
    refuse_if_published(version)
    version.delete()
    if not version.question.versions.exists():
        version.question.delete()


def forget_checks(*, version: QuestionVersion) -> None:
    """Make a version's solutions unchecked: what they were checked against has changed."""
    version.solutions.update(verdict="", judgement=None, checked_at=None)


def publish(*, version: QuestionVersion, now: datetime) -> QuestionVersion:
    """Make a version the one that new attempts get, and fix it for ever.

    A second call changes nothing.

    Raises:
        QuestionNotReady: something is missing; its ``problems`` say what.
    """
    if version.is_published:
        return version
    if found := problems(version):
        raise QuestionNotReady(found)
    version.published_at = now
    version.save(update_fields=["published_at"])
    return version


@transaction.atomic
def new_version(*, version: QuestionVersion) -> QuestionVersion:
    """Copy a version with all its parts into a draft that may be edited.

    If the question has an unpublished draft already, that one is returned.
    """
    newest = version.question.versions.order_by("-number").select_for_update()[0]
    if not newest.is_published:
        return newest
    draft = QuestionVersion.objects.get(pk=version.pk)
    draft.pk = None
    draft._state.adding = True
    draft.number = newest.number + 1
    draft.published_at = None
    draft.save()
    draft.tags.set(version.tags.all())
    draft.skills.set(version.skills.all())
    _copy_parts(version.choices.all(), draft)
    _copy_parts(version.test_cases.all(), draft)
    _copy_parts(version.solutions.all(), draft)
    return draft


def _copy_parts[Part: (Choice, TestCase, Solution)](
    parts: QuerySet[Part], draft: QuestionVersion
) -> None:
    copies = list(parts)
    for copy in copies:
        copy.pk = None
        copy._state.adding = True
        copy.version = draft
    parts.model._default_manager.bulk_create(copies)


def refuse_if_published(version: QuestionVersion) -> None:
    """Raises QuestionPublished when a version may no longer be edited."""
    if version.is_published:
        raise QuestionPublished(str(version))


def check_solutions(*, solutions: Iterable[Solution], now: datetime) -> None:
    """Have authors' programs judged on their questions' test cases, and keep what was found.

    Several are judged side by side. A grader that fails leaves the verdict
    judge_error, which is never as expected.
    """
    solutions = list(solutions)
    found = gateway.judge_all([jobs.job_for_solution(solution) for solution in solutions])
    for solution, judgement in zip(solutions, found, strict=True):
        if isinstance(judgement, gateway.GraderUnavailable):
            solution.verdict, solution.judgement = Verdict.JUDGE_ERROR, None
        else:
            solution.verdict = Verdict(judgement.verdict.value)
            solution.judgement = judgement.to_json()
        solution.checked_at = now
        solution.save(update_fields=["verdict", "judgement", "checked_at"])
