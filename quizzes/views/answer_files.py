"""The candidate's "download my answers"."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from quizzes.access import CandidateRequest, for_candidate
from quizzes.domain import answer_files

FILE_NAME = "my-answers.json"


@never_cache
@require_safe
@for_candidate
def answer_file(request: CandidateRequest) -> HttpResponse:
    """Hand out all saved answers, also after the end and to a browser that may only read."""
    file = answer_files.make_file(session=request.sitting, now=timezone.now())
    return HttpResponse(
        file,
        content_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="{FILE_NAME}"'},
    )
