"""The candidate's link, as browsers and mail scanners see it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from interview.choices import LogKind
from quizzes.models import Attempt
from tests.factories import InvitationFactory, QuestionFactory, QuizFactory
from tests.starting import accepted_rules

pytestmark = pytest.mark.django_db


@pytest.fixture
def invited():
    quiz = QuizFactory(title="Backend basics", time_limit=timedelta(minutes=45))
    QuestionFactory(quiz=quiz, kind="text")
    QuestionFactory(quiz=quiz, kind="single_choice")
    return InvitationFactory(quiz=quiz, sent=True)


def press_start(client, invitation, **options):
    accepted = {"accepted_rules": accepted_rules(invitation)}
    return client.post(f"/i/{invitation.code}/start/", accepted, **options)


def test_the_page_says_what_one_must_know_before_starting(client, invited, settings):
    settings.CONTACT_EMAIL = "hiring@example.com"
    invited.extra_time_percent = 20
    invited.save()

    page = client.get(f"/i/{invited.code}/").content.decode()

    for told in ("Backend basics", "54 minutes", "2 questions", "20", "hiring@example.com"):
        assert told in page
    assert f'datetime="{invited.allowance(timezone.now()).closes_at:%Y-%m-%dT%H:%M}' in page


def test_getting_the_link_starts_nothing_however_often(client, invited):
    for _ in range(3):
        assert client.get(f"/i/{invited.code}/").status_code == 200

    invited.refresh_from_db()
    assert (invited.opened_at, invited.attempt) == (None, None)
    assert set(invited.log.values_list("kind", flat=True)) == {LogKind.FETCHED}
    assert client.get(f"/i/{invited.code}/start/").status_code == 405
    assert not Attempt.objects.exists()


def test_the_page_s_script_tells_that_a_browser_has_opened_it(client, invited):
    response = client.post(f"/i/{invited.code}/opened/")

    invited.refresh_from_db()
    assert response.status_code == 204
    assert invited.opened_at is not None


def test_start_leads_to_the_attempt_and_the_link_leads_back_to_it(client, invited):
    started = press_start(client, invited, follow=True)

    attempt = Attempt.objects.get()
    assert started.redirect_chain == [(f"/attempt/{attempt.code}/", 302)]
    assert started.status_code == 200
    assert f"/i/{invited.code}/resume/" in client.get(f"/i/{invited.code}/").content.decode()


def test_a_browser_that_lost_its_cookie_goes_on_by_the_link(client, invited):
    press_start(client, invited)
    attempt = Attempt.objects.get()
    client.cookies.clear()
    assert client.get(f"/attempt/{attempt.code}/").status_code == 404

    resumed = client.post(f"/i/{invited.code}/resume/", follow=True)

    assert resumed.redirect_chain == [(f"/attempt/{attempt.code}/", 302)]
    assert resumed.status_code == 200


@pytest.mark.parametrize(
    ("facts", "status", "words"),
    [
        ({"expires_at": timezone.now() - timedelta(days=1)}, 410, "expired"),
        ({"revoked_at": timezone.now()}, 410, "withdrawn"),
    ],
)
def test_a_link_that_leads_nowhere_says_why_and_whom_to_ask(client, settings, facts, status, words):
    settings.CONTACT_EMAIL = "hiring@example.com"
    invitation = InvitationFactory(**facts)

    for response in (
        client.get(f"/i/{invitation.code}/"),
        press_start(client, invitation),
    ):
        page = response.content.decode()
        assert response.status_code == status
        assert words in page
        assert "hiring@example.com" in page


def test_what_is_finished_cannot_be_started_again(client):
    invitation = InvitationFactory(finished=True)

    response = press_start(client, invitation)

    assert response.status_code == 410
    assert "This quiz is finished" in response.content.decode()


def test_a_mistyped_link_says_so(client, settings):
    settings.CONTACT_EMAIL = "hiring@example.com"

    for response in (client.get("/i/nonsense/"), client.post("/i/nonsense/start/")):
        assert response.status_code == 404
        assert "hiring@example.com" in response.content.decode()


def test_a_quiz_without_published_questions_does_not_start_a_clock(client):
    invitation = InvitationFactory()

    response = press_start(client, invitation)

    assert response.status_code == 503
    assert not Attempt.objects.exists()
