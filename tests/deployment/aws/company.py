"""What the company's staff does and sees, in a process that has the deployment's database.

Reads a question a line, a JSON list of words, and answers each with a line of JSON:

    ["invite"]
    ["submissions", CODE_OF_INVITATION]
    ["forget", CODE_OF_INVITATION]

What fails ends it with a traceback. The admin's own pages have their tests elsewhere.
"""

import json
import sys
from collections.abc import Callable
from typing import Any


def invite() -> dict[str, Any]:
    """Make a quiz of one coding question and a choice, and invite a candidate."""
    import secrets

    from tests.factories import (
        CandidateFactory,
        InvitationFactory,
        PositionFactory,
        QuestionFactory,
        QuizFactory,
    )

    mark = secrets.token_hex(4)
    quiz = QuizFactory(title=f"Quiz {mark}")
    for kind in ("coding", "single_choice"):
        QuestionFactory(quiz=quiz, kind=kind, code=f"{kind}-{mark}".replace("_", "-"))
    invitation = InvitationFactory(
        position=PositionFactory(title=f"Position {mark}", quiz=quiz),
        candidate=CandidateFactory(email=f"{mark}@example.org"),
        sent=True,
    )
    return {"code": invitation.code, "address": invitation.address}


def submissions(code: str) -> list[dict[str, Any]]:
    """Return what became of each submission of one candidate."""
    from interview.models import Invitation
    from quizzes.models import Submission

    attempt = Invitation.objects.get(code=code).attempt
    return [
        {
            "id": submission.pk,
            "state": submission.state,
            "is_copied": submission.copied_at is not None,
            "grades": [
                {"points": float(grade.points), "verdict": grade.verdict}
                for grade in submission.grades.order_by("pk")
            ],
        }
        for submission in Submission.objects.filter(answer__attempt=attempt).order_by("pk")
    ]


def forget(code: str) -> dict[str, Any]:
    """Erase what a candidate has written; return under which code its copies lie."""
    from django.utils import timezone

    from interview.models import Invitation
    from quizzes.domain import attempts

    attempt = Invitation.objects.get(code=code).attempt
    assert attempt is not None
    erased = attempt.code
    attempts.erase(attempt=attempt, now=timezone.now())
    return {"attempt": erased}


ANSWERS: dict[str, Callable[..., Any]] = {
    "invite": invite,
    "submissions": submissions,
    "forget": forget,
}


def main() -> None:
    import django

    django.setup()
    from django.db import close_old_connections

    for line in sys.stdin:
        question, *words = json.loads(line)
        sys.stdout.write(json.dumps(ANSWERS[question](*words)) + "\n")
        sys.stdout.flush()
        close_old_connections()


if __name__ == "__main__":
    main()
