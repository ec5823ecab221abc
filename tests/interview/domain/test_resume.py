from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from interview.domain import resume
from tests.factories import CandidateFactory, InvitationFactory

pytestmark = pytest.mark.django_db


def request_links(email, callbacks, *, ago=timedelta(0)):
    with callbacks(execute=True):
        return resume.request_links(email=email, now=timezone.now() - ago)


@pytest.fixture
def callbacks(django_capture_on_commit_callbacks):
    return django_capture_on_commit_callbacks


def test_a_running_quiz_gets_its_link_and_the_moment_it_closes(callbacks):
    invitation = InvitationFactory(started=True)

    assert request_links(invitation.candidate.email.upper(), callbacks) == 1

    sent = mail.outbox[0]
    assert sent.to == [invitation.candidate.email]
    assert invitation.address in sent.body
    assert "press Continue" in sent.body
    assert invitation.log.filter(kind="link_requested").count() == 1


def test_an_invitation_not_begun_is_mailed_as_it_was(callbacks):
    invitation = InvitationFactory(sent=True)

    request_links(invitation.candidate.email, callbacks)

    assert "Nothing starts before you press" in mail.outbox[0].body


def test_asking_again_within_two_minutes_mails_nothing_more(callbacks):
    invitation = InvitationFactory(started=True)

    counts = [
        request_links(invitation.candidate.email, callbacks, ago=ago)
        for ago in (timedelta(minutes=5), timedelta(minutes=4), timedelta(0))
    ]

    assert counts == [1, 0, 1]
    assert len(mail.outbox) == 2


def test_a_link_that_leads_nowhere_and_one_never_sent_are_not_mailed(callbacks):
    candidate = CandidateFactory()
    InvitationFactory(candidate=candidate, finished=True)
    InvitationFactory(candidate=candidate, sent=True, revoked_at=timezone.now())
    InvitationFactory(candidate=candidate)

    assert request_links(candidate.email, callbacks) == 0
    assert mail.outbox == []


def test_the_page_answers_everybody_alike(client, callbacks):
    invitation = InvitationFactory(started=True)

    with callbacks(execute=True):
        known = client.post("/resume/", {"email": invitation.candidate.email}).content.decode()
    unknown = client.post("/resume/", {"email": "nobody@example.net"}).content.decode()

    blank = {invitation.candidate.email: "…", "nobody@example.net": "…"}
    for address, dots in blank.items():
        known, unknown = known.replace(address, dots), unknown.replace(address, dots)
    assert without_nonce(known) == without_nonce(unknown)
    assert len(mail.outbox) == 1


def test_what_is_no_address_is_refused_in_words(client):
    response = client.post("/resume/", {"email": "cara at example"})

    assert response.status_code == 400
    assert "no e-mail address" in response.content.decode()


def without_nonce(page):
    return [line for line in page.splitlines() if "csp-nonce" not in line]
