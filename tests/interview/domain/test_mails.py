"""The mail with the link: once, again when it failed, and what became of it."""

import socketserver
import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from interview.choices import LogKind, MailState
from interview.domain import mails
from interview.domain.invitations import send_invitation
from interview.models import Invitation
from interview.rules.mails import ORDER, is_news
from tests.deployment.emulator import running_emulator
from tests.factories import NOON, InvitationFactory
from tests.postgres import free_port

pytestmark = pytest.mark.django_db

MINUTES = timedelta(minutes=1)


def sent(**fields: Any) -> Invitation:
    fields = {"mail_code": "mail-1", "mail_state": MailState.SENT, "sent": True, **fields}
    return InvitationFactory(**fields)


def state_of(invitation: Invitation) -> tuple[str, str]:
    invitation.refresh_from_db()
    return invitation.mail_state, invitation.mail_problem


def logged(invitation: Invitation) -> list[str]:
    return list(invitation.log.values_list("kind", flat=True))


def use_smtp(settings: Any, port: int) -> None:
    backend = "django.core.mail.backends.smtp.EmailBackend"
    options = {"host": "127.0.0.1", "port": port, "timeout": 5}
    settings.MAILERS = {"default": {"BACKEND": backend, "OPTIONS": options}}


# Sending


def test_a_mail_that_was_taken_is_handed_over_once(
    interviewer, mailoutbox, django_capture_on_commit_callbacks
):
    invitation = InvitationFactory()
    with django_capture_on_commit_callbacks(execute=True):
        send_invitation(invitation=invitation, actor=interviewer, now=timezone.now())

    mails.mail_invitation.call(invitation.pk)  # a message that is delivered twice

    assert len(mailoutbox) == 1
    assert state_of(invitation) == (MailState.SENT, "")
    assert invitation.mail_code not in {"", invitation.code}


def test_a_mail_server_that_is_away_keeps_the_mail_until_it_is_back(
    interviewer, settings, mailoutbox, django_capture_on_commit_callbacks
):
    in_memory, now = settings.MAILERS, timezone.now()
    invitation = InvitationFactory()
    use_smtp(settings, free_port())
    with django_capture_on_commit_callbacks(execute=True):
        send_invitation(invitation=invitation, actor=interviewer, now=now)
    assert state_of(invitation) == (MailState.FAILED, "ConnectionRefusedError")

    too_early = mails.mail_again(now=now + MINUTES)
    still_away = mails.mail_again(now=timezone.now() + 6 * MINUTES)
    settings.MAILERS = in_memory
    back = mails.mail_again(now=timezone.now() + 6 * MINUTES)

    assert (too_early, still_away, back, len(mailoutbox)) == (0, 1, 1, 1)
    assert state_of(invitation) == (MailState.SENT, "")
    assert logged(invitation) == [LogKind.SENT, LogKind.MAIL_FAILED]


@pytest.mark.parametrize(
    "fields",
    [{"expires_at": NOON}, {"revoked_at": NOON}, {"mail_state": MailState.SENT}],
    ids=["expired", "revoked", "sent"],
)
def test_what_leads_nowhere_or_is_sent_is_not_mailed_again(fields, mailoutbox):
    before = {"mail_state": MailState.FAILED, "mail_state_at": NOON}
    InvitationFactory(sent=True, **{**before, **fields})

    assert (mails.mail_again(now=timezone.now()), mailoutbox) == (0, [])


def test_a_mail_whose_sender_died_is_sent_again(mailoutbox):
    now = timezone.now()
    invitation = sent(mail_state=MailState.SENDING, mail_state_at=now - 16 * MINUTES)

    assert mails.mail_again(now=now) == 1
    assert len(mailoutbox) == 1
    assert state_of(invitation) == (MailState.SENT, "")


class Refusing(socketserver.StreamRequestHandler):
    """A mail server that knows nobody."""

    def handle(self) -> None:
        self.wfile.write(b"220 here\r\n")
        for line in self.rfile:
            word = line[:4].upper()
            self.wfile.write(
                b"550 5.1.1 <cara@example.org> is unknown\r\n" if word == b"RCPT" else b"250 ok\r\n"
            )
            if word == b"QUIT":
                return


@pytest.fixture
def refusing_server() -> Iterator[int]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Refusing) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


def test_an_address_that_the_server_refuses_for_good_came_back(settings, refusing_server):
    invitation = sent(mail_state=MailState.WAITING)
    use_smtp(settings, refusing_server)

    mails.mail_invitation.call(invitation.pk)

    assert state_of(invitation) == (MailState.BOUNCED, "SMTP 550")
    assert logged(invitation) == [LogKind.BOUNCED]


@pytest.mark.deployment
def test_amazons_service_takes_a_mail_with_its_code(settings, monkeypatch):
    with running_emulator(enforce_iam=False) as emulator:
        for name, value in emulator.environment().items():
            monkeypatch.setenv(name, value)
        ses = emulator.client("sesv2")
        ses.create_email_identity(EmailIdentity="interviews@example.com")
        settings.DEFAULT_FROM_EMAIL = "interviews@example.com"
        settings.MAILERS = {
            "default": {
                "BACKEND": "anymail.backends.amazon_ses.EmailBackend",
                "OPTIONS": {"client_params": {"region_name": emulator.region}},
            }
        }
        invitation = sent(mail_state=MailState.WAITING)

        mails.mail_invitation.call(invitation.pk)

        assert state_of(invitation) == (MailState.SENT, "")


@pytest.mark.deployment
def test_a_service_that_refuses_us_is_named_and_holds_no_address(settings, monkeypatch):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{free_port()}")
    settings.MAILERS = {
        "default": {
            "BACKEND": "anymail.backends.amazon_ses.EmailBackend",
            "OPTIONS": {
                "client_params": {
                    "region_name": "us-east-1",
                    "config": {"retries": {"max_attempts": 0}},
                }
            },
        }
    }
    invitation = sent(mail_state=MailState.WAITING)

    mails.mail_invitation.call(invitation.pk)

    assert state_of(invitation) == (MailState.FAILED, "EndpointConnectionError")


# News


def news(state: MailState, code: str = "mail-1", problem: str = "") -> bool:
    return mails.record_news(mail_code=code, state=state, at=NOON, problem=problem)


def test_news_told_twice_are_noted_once():
    invitation = sent()

    heard = [news(MailState.BOUNCED, problem="Permanent: General") for _ in range(2)]

    assert heard == [True, False]
    assert state_of(invitation) == (MailState.BOUNCED, "Permanent: General")
    assert logged(invitation) == [LogKind.BOUNCED]


def test_news_that_come_before_the_servers_answer_hold():
    invitation = sent(mail_state=MailState.SENDING)
    news(MailState.DELIVERED)

    mails._record_outcome(invitation, MailState.SENT)

    assert state_of(invitation) == (MailState.DELIVERED, "")


def test_news_of_an_earlier_mail_or_of_none_concern_nobody():
    invitation = sent(mail_code="mail-2")
    sent(mail_code="")

    assert [news(MailState.BOUNCED, code=code) for code in ("mail-1", "")] == [False, False]
    assert state_of(invitation) == (MailState.SENT, "")


def test_a_machine_that_answers_out_of_office_says_nothing_against_a_delivery():
    invitation = sent(mail_state=MailState.DELIVERED)

    assert news(MailState.DEFERRED, problem="Transient: General") is False
    assert state_of(invitation) == (MailState.DELIVERED, "")


@given(st.lists(st.sampled_from(ORDER), min_size=1), st.randoms())
def test_the_order_in_which_news_arrive_does_not_matter(heard, dice):
    def outcome(states):
        known = MailState.UNKNOWN
        for state in states:
            known = state if is_news(state, known=known) else known
        return known

    shuffled = list(heard)
    dice.shuffle(shuffled)

    assert outcome(heard) == outcome(shuffled)
