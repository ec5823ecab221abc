"""Outages as administrators note them and give them back."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from quizzes.choices import OutageSource
from quizzes.models import Outage
from tests.cast import browser_of
from tests.factories import AttemptFactory

pytestmark = pytest.mark.django_db

LIST = "/admin/quizzes/outage/"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def now():
    return timezone.now().replace(microsecond=0)


def note(person, began_at, ended_at):
    moments = {"began_at": began_at, "ended_at": ended_at}
    fields = {
        f"{name}_{index}": f"{moment:%{form}}"
        for name, moment in moments.items()
        for index, form in enumerate(("Y-%m-%d", "H:%M:%S"))
    }
    return browser_of(person).post(f"{LIST}add/", fields, follow=True)


def messages_of(response):
    return [str(message) for message in response.context["messages"]]


def test_what_is_noted_is_given_back_at_once_and_only_once(administrator, now):
    attempt = AttemptFactory(closes_at=now + 10 * MINUTE)

    first = note(administrator, now - 9 * MINUTE, now - 4 * MINUTE)
    second = note(administrator, now - 9 * MINUTE, now - 4 * MINUTE)

    attempt.refresh_from_db()
    assert attempt.closes_at == now + 15 * MINUTE
    assert Outage.objects.get().source == OutageSource.STAFF
    assert messages_of(first) == ["1 attempt got its minutes back."]
    assert messages_of(second) == ["Part of this time was given back already. Nothing was done."]


def test_an_outage_is_over_and_has_some_length(administrator, now):
    for began_at, ended_at in ((now, now - MINUTE), (now, now + 60 * MINUTE)):
        page = note(administrator, began_at, ended_at)
        assert page.context["adminform"].form.errors.keys() == {"ended_at"}

    assert not Outage.objects.exists()


def test_a_long_outage_is_given_back_by_its_button(administrator, now):
    attempt = AttemptFactory(closes_at=now + 10 * MINUTE)
    outage = Outage.objects.create(
        began_at=now - 20 * MINUTE, ended_at=now - 5 * MINUTE, source=OutageSource.HEARTBEAT
    )
    change = reverse("admin:quizzes_outage_change", args=[outage.pk])
    address = reverse("admin:quizzes_outage_give_back", args=[outage.pk])
    assert address in browser_of(administrator).get(change).content.decode()

    browser_of(administrator).post(address)

    attempt.refresh_from_db()
    assert attempt.closes_at == now + 25 * MINUTE
    assert address not in browser_of(administrator).get(change).content.decode()


def test_only_administrators_see_outages(administrator, interviewer):
    assert browser_of(administrator).get(LIST).status_code == 200
    assert browser_of(interviewer).get(LIST).status_code == 403
