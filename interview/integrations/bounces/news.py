"""Reads what SES tells of a mail, by anymail's reader. Importing this loads boto3."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from anymail.exceptions import AnymailError, AnymailWebhookValidationFailure
from anymail.signals import AnymailTrackingEvent, EventType
from anymail.webhooks.amazon_ses import AmazonSESTrackingWebhookView
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from interview.choices import MailState
from interview.integrations.bounces import signature

STATES = {
    EventType.SENT: MailState.SENT,
    EventType.DELIVERED: MailState.DELIVERED,
    EventType.BOUNCED: MailState.BOUNCED,
    EventType.REJECTED: MailState.BOUNCED,
    EventType.FAILED: MailState.BOUNCED,
    EventType.COMPLAINED: MailState.COMPLAINED,
}

FOR_GOOD = "Permanent"
"""Source: SES's developer guide, "Amazon SNS notification contents", bounce types."""


class NewsRefused(Exception):
    """The request is not from our topic, or nothing that we understand."""


@dataclass(frozen=True, slots=True)
class News:
    """What became of one mail."""

    mail_code: str
    state: MailState
    at: datetime
    problem: str


class SignedWebhook(AmazonSESTrackingWebhookView):
    """anymail's, which asks for the secret, and moreover for our topic and Amazon's signature.

    anymail calls every ``validate_request`` of its classes, its own included.
    """

    def validate_request(self, request: HttpRequest) -> None:
        message = self._parse_sns_message(request)
        if message.get("TopicArn") != settings.MAIL_EVENTS_TOPIC:
            raise AnymailWebhookValidationFailure("It is of another topic than ours.")
        try:
            signature.refuse_unless_signed(message)
        except signature.NotFromAmazon as refusal:
            raise AnymailWebhookValidationFailure(str(refusal)) from refusal

    def auto_confirm_sns_subscription(self, sns_message: dict[str, Any]) -> None:
        """Confirm by the address that SNS sent, in place of a call that needs a right."""
        signature.confirm(sns_message)


def read_news(request: HttpRequest) -> list[News]:
    """Return what a request of SNS tells. One to confirm the topic is confirmed, and tells nothing.

    Raises:
        NewsRefused: nobody should believe it.
    """
    webhook = SignedWebhook(
        webhook_secret=settings.MAIL_EVENTS_SECRET, session_params={}, client_params={}
    )
    try:
        webhook.run_validators(request)
        return [news for event in webhook.parse_events(request) for news in _news_of(event)]
    except (
        AnymailError,
        AnymailWebhookValidationFailure,
        signature.NotFromAmazon,
        AttributeError,
        KeyError,
        TypeError,
    ) as error:
        raise NewsRefused(type(error).__name__) from error


def _news_of(event: AnymailTrackingEvent) -> Iterator[News]:
    state = STATES.get(event.event_type)
    if state is None:
        return
    problem = ""
    if state is MailState.BOUNCED:
        problem = event.description or event.event_type
        if event.event_type == EventType.BOUNCED and not problem.startswith(FOR_GOOD):
            state = MailState.DEFERRED
    yield News(
        mail_code=str(event.metadata.get("mail", "")),
        state=state,
        at=event.timestamp or timezone.now(),
        problem=problem,
    )
