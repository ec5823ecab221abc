"""The page of one question, and what its buttons do.

Save, Run and Submit post the same form, so each begins by saving. With a
script they answer JSON or a part of the page; without one, a whole page.
"""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from quizzes.access import CandidateRequest, for_candidate, wants_data
from quizzes.domain import own_tests, sessions, submissions, trials
from quizzes.models import Answer
from quizzes.views import clocks, shown
from quizzes.views.question_page import answer_of, question_page
from quizzes.views.saving import own_tests_of, saving


@never_cache
@require_safe
@for_candidate
def question(request: CandidateRequest, number: int) -> HttpResponse:
    if not request.attempt.is_open(timezone.now()):
        return redirect("quizzes:attempt", request.attempt.code)
    return question_page(request, number)


@require_POST
@for_candidate
def take_over(request: CandidateRequest, number: int) -> HttpResponse:
    """Write in this browser again; the one that wrote meanwhile may only read."""
    sessions.take_over(session=request.sitting, now=timezone.now())
    if not request.attempt.answers.reached().filter(number=number).exists():
        return redirect("quizzes:attempt", request.attempt.code)
    return redirect("quizzes:question", request.attempt.code, number)


@never_cache
@require_safe
@for_candidate
def question_submissions(request: CandidateRequest, number: int) -> HttpResponse:
    """Show what became of the submissions, as a part of the question's page."""
    return _submissions_part(request, answer_of(request, number))


@saving
def save(request: CandidateRequest, answer: Answer) -> HttpResponse:
    if not wants_data(request):
        return redirect("quizzes:question", request.attempt.code, answer.number)
    return JsonResponse(
        {
            **clocks.clock(request.attempt, timezone.now(), answer.section).to_json(),
            "state": "saved",
            "revision": answer.revision,
            "saved_at": answer.saved_at,
        }
    )


@saving
def run(request: CandidateRequest, answer: Answer) -> HttpResponse:
    """Run the samples and the candidate's own tests, which are kept with the answer."""
    now = timezone.now()
    answer = own_tests.keep(answer=answer, sent=own_tests_of(request), now=now)
    trial = trials.run_samples(answer=answer, now=now)
    found = shown.trial(trial)
    if _wants_part(request):
        part = {"trial": found, "pace": shown.pace(answer, now)}
        return render(request, "quizzes/partials/trial.html", part)
    return question_page(request, answer.number, trial=found)


@saving
def keep_tests(request: CandidateRequest, answer: Answer) -> HttpResponse:
    """Keep the candidate's own tests, without the one whose button was pressed to delete it."""
    own_tests.keep(
        answer=answer,
        sent=own_tests_of(request),
        deleted=request.POST.getlist("delete_test"),
        now=timezone.now(),
    )
    if wants_data(request):
        return JsonResponse({"state": "saved", "revision": answer.revision})
    return redirect("quizzes:question", request.attempt.code, answer.number)


@saving
def submit(request: CandidateRequest, answer: Answer) -> HttpResponse:
    """Send the saved answer to be graded; it stays editable."""
    submissions.submit_answer(answer=answer, now=timezone.now())
    if _wants_part(request):
        return _submissions_part(request, answer)
    return redirect("quizzes:question", request.attempt.code, answer.number)


def _wants_part(request: CandidateRequest) -> bool:
    return "X-Partial" in request.headers


def _submissions_part(request: CandidateRequest, answer: Answer) -> HttpResponse:
    return render(
        request,
        "quizzes/partials/submissions.html",
        {
            "submissions": shown.submissions(answer, request.attempt),
            "pace": shown.pace(answer, timezone.now()),
        },
    )
