"""A candidate's link after the quiz: what was received, and after the decision what was disclosed.

Whatever the position does not disclose is left out here, and so cannot slip into
the template by accident. The decision itself is nobody's to read here.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString

from interview.models import Invitation
from interview.rules import outcomes as rules
from quizzes.domain import results
from quizzes.formats import markdown
from quizzes.models import Answer, Attempt, Submission
from quizzes.rules.answers import is_blank


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """One question; ``verdict``, ``text`` and ``choices_html`` are empty where not disclosed."""

    number: int
    title: str
    verdict: str
    is_answered: bool
    text: str
    choices_html: list[SafeString]


def outcome(request: HttpRequest, invitation: Invitation, attempt: Attempt) -> HttpResponse:
    """Say how far we are; after the decision, show what the position discloses."""
    decisions = list(invitation.decisions.all())
    is_decided = rules.is_decided([one.outcome for one in decisions])
    disclosed = invitation.position.disclosed
    shown = disclosed if is_decided else rules.Disclosed()
    result = getattr(attempt, "result", None) if shown.score else None
    return render(
        request,
        "interview/outcome.html",
        {
            "invitation": invitation,
            "title": attempt.title,
            "finished_at": attempt.finished_at or attempt.closes_at,
            "is_decided": is_decided,
            "promised": disclosed,
            "shown": shown,
            "points": f"{result.points.normalize():f}" if result else "",
            "max_points": result.max_points if result else "",
            "is_complete": bool(result and result.is_complete),
            "feedback": decisions[-1].feedback if shown.feedback else "",
            "questions": _questions(attempt, shown) if shown.verdicts or shown.answers else [],
            "company": settings.COMPANY_NAME,
            "contact": settings.CONTACT_EMAIL,
        },
    )


def _questions(attempt: Attempt, shown: rules.Disclosed) -> list[ShownQuestion]:
    """Return the questions that were reached, with what is disclosed of each. Four queries."""
    answers = attempt.answers.reached().select_related("question").order_by("number")
    submissions: dict[int, list[Submission]] = defaultdict(list)
    if shown.verdicts:
        for one in Submission.objects.filter(answer__attempt=attempt).with_grades():
            submissions[one.answer_id].append(one)
    if shown.answers:
        answers = answers.prefetch_related("question__choices")
    return [
        ShownQuestion(
            number=answer.number,
            title=answer.question.title,
            verdict=_verdict(answer, submissions[answer.pk], attempt) if shown.verdicts else "",
            is_answered=not is_blank(answer),
            text=answer.text if shown.answers else "",
            choices_html=_chosen(answer) if shown.answers else [],
        )
        for answer in answers
    ]


def _verdict(answer: Answer, submissions: list[Submission], attempt: Attempt) -> str:
    """Return the verdict on code where there is one, else how it went in a word."""
    counted = results.counting_submission(submissions, counting=attempt.counting)
    grade = counted.grade if counted else None
    if grade is not None and grade.verdict:
        return str(grade.get_verdict_display())
    found = rules.finding(
        grade.points if grade else None,
        worth=answer.points,
        is_answered=bool(submissions) or not is_blank(answer),
    )
    return str(found.label)


def _chosen(answer: Answer) -> list[SafeString]:
    texts = {choice.code: choice.text for choice in answer.question.choices.all()}
    return [
        markdown.to_html(texts[code])
        for code in answer.choice_order
        if code in answer.choices and code in texts
    ]
