"""Keeping the test cases that a candidate writes."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction

from quizzes.domain.answers import closed_error
from quizzes.domain.errors import OwnTestTooLarge, TooManyOwnTests
from quizzes.models import Answer
from quizzes.rules.own_tests import MOST_TESTS, OwnTest, merged, read


@transaction.atomic
def keep(
    *, answer: Answer, sent: Iterable[OwnTest], deleted: Collection[str] = (), now: datetime
) -> Answer:
    """Keep what a page sent with the answer; those that it did not send stay.

    Raises:
        AttemptClosed, SectionClosed: the answer takes no more.
        TooManyOwnTests: there would be more than ten.
        OwnTestTooLarge: one is over 64 KiB.
    """
    answer = Answer.objects.locked().get(pk=answer.pk)
    if not answer.takes_answer(now):
        raise closed_error(answer, now)
    tests = merged(read(answer.own_tests), sent, deleted=deleted)
    if len(tests) > MOST_TESTS:
        raise TooManyOwnTests(str(len(tests)))
    if any(one.is_too_large for one in tests):
        raise OwnTestTooLarge(answer.attempt.code)
    kept = [one.to_json() for one in tests]
    if kept != answer.own_tests:
        answer.own_tests = kept
        answer.save(update_fields=["own_tests"])
    return answer
