"""Going back without a script: to the starter code, to a text from before, to another language.

With a script the page does it by itself, and undo stays in the editor.
"""

from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from quizzes.access import CandidateRequest
from quizzes.domain import rewinding
from quizzes.models import Answer, AnswerRevision
from quizzes.rules.saving import read_revision
from quizzes.views.question_page import sitting_of
from quizzes.views.saving import saving


@saving
def start_over(request: CandidateRequest, answer: Answer) -> HttpResponse:
    """Put the starter code into the box; the page offers what stood there."""
    refuse_unless_coding(answer)
    before = answer.revision
    rewinding.start_over(answer=answer, session=sitting_of(request), now=timezone.now())
    address = reverse("quizzes:question", args=[request.attempt.code, answer.number])
    return redirect(f"{address}?before={before}" if before else address)


@saving
def bring_back(request: CandidateRequest, answer: Answer) -> HttpResponse:
    """Put a text of the history into the box again; what stands there now goes into the history."""
    refuse_unless_coding(answer)
    try:
        rewinding.bring_back(
            answer=answer,
            revision=read_revision(request.POST.get("before", "")),
            session=sitting_of(request),
            now=timezone.now(),
        )
    except AnswerRevision.DoesNotExist:
        raise Http404("This answer has no such text.") from None
    return redirect("quizzes:question", request.attempt.code, answer.number)


@partial(saving, language_field="text_language")
def change_language(request: CandidateRequest, answer: Answer) -> HttpResponse:
    """Go on in the language that was chosen; what is in the box is still in the other one."""
    refuse_unless_coding(answer)
    rewinding.change_language(
        answer=answer,
        language=request.POST.get("language", ""),
        session=sitting_of(request),
        now=timezone.now(),
    )
    return redirect("quizzes:question", request.attempt.code, answer.number)


def refuse_unless_coding(answer: Answer) -> None:
    if not answer.question.is_coding:
        raise Http404("There is no code to go back to.")
