"""Proves that a message is from Amazon's SNS, by a certificate from Amazon's own address.

Source: SNS's developer guide, "Verifying the signatures of Amazon SNS messages".
"""

import base64
import re
from functools import lru_cache
from typing import Any
from urllib.request import HTTPRedirectHandler, Request, build_opener

from interview.integrations.bounces import rsa

FETCH_SECONDS = 5
MOST_BYTES = 64 * 1024  # a certificate has 2 KB

AMAZONS_HOST = r"https://sns\.[a-z]{2}(?:-[a-z]+)+-[0-9]+\.amazonaws\.com(?:\.cn)?"
"""With a region and nothing else: sns.s3-us-west-2.amazonaws.com is anybody's bucket named sns."""

CERTIFICATE_ADDRESS = re.compile(AMAZONS_HOST + r"/SimpleNotificationService-[A-Za-z0-9]+\.pem")
CONFIRM_ADDRESS = re.compile(AMAZONS_HOST + r"/\?Action=ConfirmSubscription&[\w&=:.%-]+")

DIGESTS = {"1": "sha1", "2": "sha256"}
"""By SignatureVersion."""

SIGNED_NEWS = ("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type")
SIGNED_CONFIRMATION = (
    "Message",
    "MessageId",
    "SubscribeURL",
    "Timestamp",
    "Token",
    "TopicArn",
    "Type",
)


class NotFromAmazon(Exception):
    """The message is not what SNS signed."""


def refuse_unless_signed(message: dict[str, Any]) -> None:
    """Say by exception that a message is not SNS's.

    Raises:
        NotFromAmazon: so it is, or the certificate cannot be had.
    """
    address = str(message.get("SigningCertURL", ""))
    if not CERTIFICATE_ADDRESS.fullmatch(address):
        raise NotFromAmazon("Its certificate is not at Amazon's address.")
    try:
        genuine = rsa.is_signed(
            content=signed_text(message),
            signature=base64.b64decode(message["Signature"], validate=True),
            key=rsa.key_of(certificate(address).decode("ascii")),
            digest=DIGESTS[message["SignatureVersion"]],
        )
    except (KeyError, TypeError, ValueError, OSError) as error:
        raise NotFromAmazon(f"Its signature cannot be read: {type(error).__name__}.") from error
    if not genuine:
        raise NotFromAmazon("Its signature is of something else.")


def signed_text(message: dict[str, Any]) -> bytes:
    """Return what SNS signs: names and values, a line each, in the order of the alphabet."""
    names = SIGNED_NEWS if message["Type"] == "Notification" else SIGNED_CONFIRMATION
    return "".join(f"{name}\n{message[name]}\n" for name in names if name in message).encode()


@lru_cache(maxsize=8)
def certificate(address: str) -> bytes:
    """Return a certificate, once per process: SNS changes it about once a year."""
    return fetch(address)


def confirm(message: dict[str, Any]) -> None:
    """Tell SNS that we want what it offers; it needs no right, only the address that it sent.

    Raises:
        NotFromAmazon: the address is not Amazon's.
        OSError: Amazon did not answer, and will ask again.
    """
    address = str(message.get("SubscribeURL", ""))
    if not CONFIRM_ADDRESS.fullmatch(address):
        raise NotFromAmazon("The address to confirm at is not Amazon's.")
    fetch(address)


class NoRedirects(HTTPRedirectHandler):
    """The address was checked; where it would send us was not."""

    def redirect_request(self, *_args: Any, **_keywords: Any) -> None:
        return None


def fetch(address: str) -> bytes:
    request = Request(address)  # noqa: S310 -- both callers checked that it is Amazon's, by HTTPS
    with build_opener(NoRedirects).open(request, timeout=FETCH_SECONDS) as answer:
        content: bytes = answer.read(MOST_BYTES)
    return content
