"""One thing that fails keeps nothing else from being swept."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from quizzes import signals
from quizzes.models import Attempt
from tests.factories import AttemptFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def poisoned():
    """The attempt of two overdue ones that cannot be finished."""
    an_hour_ago = timezone.now() - timedelta(hours=1)
    attempt, _ = AttemptFactory(closes_at=an_hour_ago), AttemptFactory(closes_at=an_hour_ago)

    def fail(*, attempt, **_):
        if attempt.pk == poisoned_pk:
            raise RuntimeError("a fault of ours")

    poisoned_pk = attempt.pk
    signals.attempt_finished.connect(fail)
    yield attempt
    signals.attempt_finished.disconnect(fail)


def test_an_attempt_that_cannot_be_finished_is_named_and_the_others_are(poisoned, caplog):
    with pytest.raises(CommandError, match=r"Not all was done.* Attempts finished"):
        call_command("sweep")

    assert list(Attempt.objects.filter(finished_at=None)) == [poisoned]
    assert f"Attempt {poisoned.code} could not be finished." in caplog.text
