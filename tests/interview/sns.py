"""Messages as SNS sends them, signed by a key of our own in place of Amazon's.

The shapes are those of SES's developer guide, "Examples of event data that Amazon SES
publishes to Amazon SNS", with our words in them.
"""

import base64
import json
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509.oid import NameOID

from interview.integrations.bounces import signature

TOPIC = "arn:aws:sns:us-east-1:123456789012:interview-mail"
SECRET = "sns:a secret of this test"
CERTIFICATE = "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-0123abc.pem"
CONFIRM = (
    "https://sns.us-east-1.amazonaws.com/?Action=ConfirmSubscription"
    f"&TopicArn={TOPIC}&Token=2336412f37"
)


@cache
def key_and_certificate() -> tuple[rsa.RSAPrivateKey, bytes]:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return key, certificate_for(key)


def certificate_for(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) -> bytes:
    """Return a certificate in PEM that says the key is SNS's, by the key itself."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "sns.amazonaws.com")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    return certificate.public_bytes(serialization.Encoding.PEM)


def signed(message: dict[str, Any], *, version: str = "2") -> dict[str, Any]:
    algorithm = {"1": hashes.SHA1(), "2": hashes.SHA256()}[version]
    key, _ = key_and_certificate()
    made = key.sign(signature.signed_text(message), padding.PKCS1v15(), algorithm)
    return {
        **message,
        "SignatureVersion": version,
        "Signature": base64.b64encode(made).decode(),
        "SigningCertURL": CERTIFICATE,
    }


def notification(event: dict[str, Any], **fields: str) -> dict[str, Any]:
    return {
        "Type": "Notification",
        "MessageId": "2e062e6b-a527-5e68-b69b-72a8e42add60",
        "TopicArn": TOPIC,
        "Subject": "Amazon SES Email Event Notification",
        "Message": json.dumps(event),
        "Timestamp": "2026-03-02T12:00:00.000Z",
        **fields,
    }


def confirmation(**fields: str) -> dict[str, Any]:
    return {
        "Type": "SubscriptionConfirmation",
        "MessageId": "165545c9-2a5c-472c-8df2-7ff2be2b3b1b",
        "Token": "2336412f37",
        "TopicArn": TOPIC,
        "Message": f"You have chosen to subscribe to the topic {TOPIC}.",
        "SubscribeURL": CONFIRM,
        "Timestamp": "2026-03-02T12:00:00.000Z",
        **fields,
    }


def event(kind: str, *, mail_code: str = "mail-1", **details: Any) -> dict[str, Any]:
    return {
        "eventType": kind,
        "mail": {
            "timestamp": "2026-03-02T11:59:58.000Z",
            "source": "Interviews <interviews@example.com>",
            "messageId": "0100017c-example",
            "destination": ["cara@example.org"],
            "headersTruncated": False,
            "headers": [
                {"name": "From", "value": "interviews@example.com"},
                {"name": "X-Metadata", "value": json.dumps({"mail": mail_code})},
            ],
            "commonHeaders": {"to": ["cara@example.org"], "subject": "Your quiz"},
            "tags": {"ses:configuration-set": ["interview"]},
        },
        kind.lower(): details,
    }


def bounce(kind: str, subtype: str, **fields: Any) -> dict[str, Any]:
    return event(
        "Bounce",
        bounceType=kind,
        bounceSubType=subtype,
        bouncedRecipients=[
            {
                "emailAddress": "cara@example.org",
                "action": "failed",
                "status": "5.1.1",
                "diagnosticCode": "smtp; 550 5.1.1 <cara@example.org> unknown",
            }
        ],
        timestamp="2026-03-02T12:00:00.000Z",
        feedbackId="0100017c-feedback",
        **fields,
    )


def delivery(**fields: Any) -> dict[str, Any]:
    return event(
        "Delivery",
        timestamp="2026-03-02T12:00:00.000Z",
        processingTimeMillis=1540,
        recipients=["cara@example.org"],
        smtpResponse="250 2.6.0 Message received",
        reportingMTA="mta.example.com",
        **fields,
    )


def complaint(**fields: Any) -> dict[str, Any]:
    return event(
        "Complaint",
        complainedRecipients=[{"emailAddress": "cara@example.org"}],
        timestamp="2026-03-02T12:00:00.000Z",
        feedbackId="0100017c-feedback",
        complaintFeedbackType="abuse",
        **fields,
    )
