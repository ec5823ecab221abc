"""Making the practice quiz by one click."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from interview.domain import practice
from quizzes.domain.errors import QuestionNotReady


@require_POST
def make_practice(request: HttpRequest) -> HttpResponse:
    """Make the quiz, and show it: from now on it is one like any other."""
    if not request.user.has_perm("quizzes.add_quiz"):
        raise PermissionDenied
    try:
        quiz = practice.make_quiz(now=timezone.now())
    except QuestionNotReady as refusal:
        messages.error(request, " ".join(refusal.problems))
        return redirect("admin:index")
    told = _("Candidates can practise from now on. You may change the questions here.")
    messages.success(request, told)
    return redirect("admin:quizzes_quiz_change", quiz.pk)
