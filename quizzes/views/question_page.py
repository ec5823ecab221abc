"""Puts the page of one question together, whichever view shows it."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import get_random_string

from quizzes.access import CandidateRequest, session_code
from quizzes.formats.answer_file import key_of
from quizzes.models import Answer, AttemptSession
from quizzes.rules.answers import TEXT_LIMIT_BYTES
from quizzes.rules.own_tests import CODE_LENGTH, MOST_TESTS
from quizzes.rules.saving import read_revision
from quizzes.views import clocks, shown
from quizzes.views.answer_files import FILE_NAME
from quizzes.views.sections import closed_section


def answer_of(request: CandidateRequest, number: int) -> Answer:
    reached = request.attempt.answers.reached().select_related("question", "section")
    answer = reached.filter(number=number).first()
    if answer is None:
        raise Http404("This attempt has no such question.")
    return answer


def sitting_of(request: CandidateRequest) -> AttemptSession:
    """Return the browser's session, which a request that saved found without loading it."""
    if not hasattr(request, "sitting"):
        request.sitting = request.attempt.sessions.get(code=session_code(request))
        request.sitting.attempt = request.attempt
    return request.sitting


def question_page(
    request: CandidateRequest,
    number: int,
    *,
    unsaved: shown.Unsaved | None = None,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """Show a question to write on, or only to read where another browser has taken over."""
    loaded = shown.answers(request.attempt)
    answer = next((one for one in loaded if one.number == number), None)
    if answer is None:
        raise Http404("This attempt has no such question.")
    now = timezone.now()
    if not answer.is_open(now):
        return closed_section(request, answer)
    questions = shown.questions(loaded, current=number)
    addresses = {one.number: one.url for one in questions}
    sitting = sitting_of(request)
    return render(
        request,
        "quizzes/question.html" if sitting.is_active else "quizzes/question_read_only.html",
        {
            "attempt": request.attempt,
            "clock": clocks.clock(request.attempt, now, answer.section),
            "questions": questions,
            "question": shown.question(answer, unsaved=unsaved),
            "pace": shown.pace(answer, now),
            "most_tests": MOST_TESTS,
            "blank_test_code": get_random_string(CODE_LENGTH),
            "before": read_revision(request.GET.get("before", "")),
            "submissions": shown.submissions(answer, request.attempt),
            "previous_url": addresses.get(number - 1),
            "next_url": addresses.get(number + 1),
            "limit_bytes": TEXT_LIMIT_BYTES,
            "sitting": sitting,
            "file_key": key_of(sitting.code),
            "file_name": FILE_NAME,
            **context,
        },
        status=status,
    )
