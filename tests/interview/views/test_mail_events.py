"""News of mails are taken from our topic, signed by Amazon, and from nobody else."""

import json
from base64 import b64encode
from collections.abc import Iterator
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from interview import urls
from interview.choices import MailState
from interview.integrations.bounces import signature
from interview.models import Invitation
from interview.views.mail_events import mail_events
from tests.factories import InvitationFactory
from tests.interview import sns

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.urls("tests.interview.views.test_mail_events"),
]

urlpatterns = [*urls.urlpatterns, path("mail/events/", mail_events)]


@pytest.fixture(autouse=True)
def configured(settings: Any) -> None:
    settings.MAIL_EVENTS_TOPIC, settings.MAIL_EVENTS_SECRET = sns.TOPIC, sns.SECRET


@pytest.fixture(autouse=True)
def asked_of_amazon(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Stand in for Amazon's address, which lies outside; list what was asked of it."""
    asked: list[str] = []

    def fetch(address: str) -> bytes:
        asked.append(address)
        return sns.key_and_certificate()[1]

    monkeypatch.setattr(signature, "fetch", fetch)
    signature.certificate.cache_clear()
    yield asked
    signature.certificate.cache_clear()


@pytest.fixture
def invitation() -> Invitation:
    return InvitationFactory(sent=True, mail_code="mail-1", mail_state=MailState.SENT)


def post(message: dict[str, Any] | str, *, secret: str | None = sns.SECRET) -> HttpResponse:
    kind, identity = (
        (message["Type"], message["MessageId"]) if isinstance(message, dict) else ("", "")
    )
    headers = {"x-amz-sns-message-type": kind, "x-amz-sns-message-id": identity}
    if secret is not None:
        headers["Authorization"] = f"Basic {b64encode(secret.encode()).decode()}"
    body = json.dumps(message) if isinstance(message, dict) else message
    return Client(enforce_csrf_checks=True).post(
        "/mail/events/", body, content_type="text/plain; charset=UTF-8", headers=headers
    )


def tell(event: dict[str, Any], **how: Any) -> HttpResponse:
    return post(sns.signed(sns.notification(event), **how))


def known(invitation: Invitation) -> tuple[str, str]:
    invitation.refresh_from_db()
    return invitation.mail_state, invitation.mail_problem


@pytest.mark.parametrize(
    ("event", "state"),
    [
        (sns.delivery(), (MailState.DELIVERED, "")),
        (sns.bounce("Permanent", "NoEmail"), (MailState.BOUNCED, "Permanent: NoEmail")),
        (sns.bounce("Transient", "MailboxFull"), (MailState.DEFERRED, "Transient: MailboxFull")),
        (sns.complaint(), (MailState.COMPLAINED, "")),
        (sns.event("Reject", reason="Bad content"), (MailState.BOUNCED, "Bad content")),
        (sns.event("Open", ipAddress="203.0.113.7"), (MailState.SENT, "")),
        (sns.event("SomethingNew"), (MailState.SENT, "")),
    ],
    ids=["delivered", "bounced", "full", "spam", "rejected", "opened", "unknown"],
)
def test_what_became_of_a_mail_stands_on_its_invitation(invitation, event, state):
    answer = tell(event)

    assert (answer.status_code, known(invitation)) == (204, state)


@pytest.mark.parametrize("version", ["1", "2"])
def test_both_ways_in_which_sns_signs_are_read(invitation, version, asked_of_amazon):
    answers = [tell(sns.delivery(), version=version).status_code for _ in range(2)]

    assert answers == [204, 204]
    assert known(invitation) == (MailState.DELIVERED, "")
    assert asked_of_amazon == [sns.CERTIFICATE]


def test_a_mail_of_ours_that_is_no_invitation_is_passed_over(invitation):
    without = sns.delivery()
    without["mail"]["headers"] = []

    assert tell(without).status_code == 204
    assert tell(sns.delivery(mail_code="unknown")).status_code == 204
    assert known(invitation) == (MailState.SENT, "")


def test_amazon_is_asked_for_the_secret_first(invitation):
    answer = post(sns.signed(sns.notification(sns.delivery())), secret=None)

    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, 'Basic realm="mail events"')


def changed(**fields: str) -> dict[str, Any]:
    return {**sns.signed(sns.notification(sns.bounce("Permanent", "General"))), **fields}


@pytest.mark.parametrize(
    "message",
    [
        changed(Message=json.dumps(sns.bounce("Permanent", "NoEmail"))),
        changed(Timestamp="2026-03-03T12:00:00.000Z"),
        changed(Signature="AAAA"),
        changed(Signature="no base64!"),
        changed(SignatureVersion="3"),
        changed(SigningCertURL="https://sns.us-east-1.amazonaws.com.evil.example/a.pem"),
        changed(
            SigningCertURL="https://sns.s3-us-west-2.amazonaws.com/SimpleNotificationService-1.pem"
        ),
        changed(SigningCertURL="https://evil.example/SimpleNotificationService-1.pem"),
        changed(
            SigningCertURL="http://sns.us-east-1.amazonaws.com/SimpleNotificationService-1.pem"
        ),
        changed(SigningCertURL="https://a@sns.us-east-1.amazonaws.com/../x.pem"),
        sns.signed(sns.notification(sns.delivery(), TopicArn=f"{sns.TOPIC}-of-a-stranger")),
        sns.signed(sns.notification(sns.delivery(), Message="[1]")),
        "no JSON",
        "[]",
    ],
)
def test_what_amazon_did_not_sign_for_our_topic_is_refused(invitation, message):
    assert post(message).status_code == 400
    assert known(invitation) == (MailState.SENT, "")


def test_a_signed_message_without_our_secret_is_refused(invitation):
    answer = post(sns.signed(sns.notification(sns.delivery())), secret="sns:guessed")

    assert (answer.status_code, known(invitation)) == (400, (MailState.SENT, ""))


def test_our_topic_is_confirmed_at_amazons_address(asked_of_amazon):
    answer = post(sns.signed(sns.confirmation()))

    assert (answer.status_code, asked_of_amazon) == (204, [sns.CERTIFICATE, sns.CONFIRM])


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/?Action=ConfirmSubscription&Token=1",
        "http://169.254.169.254/latest/meta-data/",
        "https://sns.us-east-1.amazonaws.com/?Action=DeleteTopic&TopicArn=x",
    ],
)
def test_nothing_is_confirmed_elsewhere(address, asked_of_amazon):
    answer = post(sns.signed(sns.confirmation(SubscribeURL=address)))

    assert (answer.status_code, asked_of_amazon) == (400, [sns.CERTIFICATE])


def test_without_a_topic_there_is_no_such_page():
    assert not any("mail/events" in str(pattern.pattern) for pattern in urls.urlpatterns)
