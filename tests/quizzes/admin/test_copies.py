"""Who looks after copies that have to be erased sees why they are still there."""

import pytest

from quizzes.models import CopyErasure
from tests.cast import browser_of
from tests.factories import NOON

pytestmark = pytest.mark.django_db

LIST = "/admin/quizzes/copyerasure/"


def test_an_administrator_reads_what_hinders_an_erasure(administrator):
    CopyErasure.objects.create(
        attempt_code="abc", asked_at=NOON, tried_at=NOON, problem="AccessDenied"
    )
    CopyErasure.objects.create(attempt_code="def", asked_at=NOON)

    page = browser_of(administrator).get(LIST).content.decode()

    assert [word in page for word in ("abc", "AccessDenied", "def", "A last look")] == [True] * 4


def test_the_list_is_nobody_elses(interviewer, outsider):
    statuses = [browser_of(person).get(LIST).status_code for person in (interviewer, outsider)]

    assert statuses == [403, 403]
