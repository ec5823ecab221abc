"""Mail: can the server be reached, and does it take us?"""

import smtplib
import ssl

from anymail.exceptions import AnymailError
from django.conf import settings
from django.core.mail import EmailMessage, mailers

from interview.domain.doctor.check import Check, Finding, broken, fine, warning
from interview.integrations import aws

NOWHERE = {
    "dummy": "Mail is thrown away: invitations reach nobody.",
    "console": "Mail is printed and sent to nobody.",
    "locmem": "Mail is kept in memory and sent to nobody.",
    "filebased": "Mail is written to files and sent to nobody.",
}
"""Django's backends that do not send, by the last part but one of their names."""


SES = "amazon_ses"
"""The same part of anymail's backend for SES. It has no connection to be opened."""


class Mail(Check):
    """Opens a connection. Sends one mail only when told to whom."""

    name = "mail"
    title = "Mail"

    def __init__(self, send_to: str = "") -> None:
        self.send_to = send_to

    def find(self) -> Finding:
        backend = settings.MAILERS["default"]["BACKEND"]
        kind = backend.split(".")[-2]
        if kind in NOWHERE and settings.PRODUCTION:
            return warning(NOWHERE[kind], "Set EMAIL_URL to a mail server.")
        if kind in NOWHERE:
            return fine(NOWHERE[kind])
        if kind == SES and not self.send_to:
            return of_ses()
        try:
            return self.try_it()
        except (OSError, smtplib.SMTPException, AnymailError) as error:
            return refusal(error)

    def try_it(self) -> Finding:
        mailer = mailers.default
        mailer.open()
        try:
            if not self.send_to:
                return fine("The mail server takes us. No mail was sent: try --mail-to.")
            message = EmailMessage(
                subject="The doctor asks whether mail arrives",
                body="It does. Nobody needs to do anything.",
                to=[self.send_to],
            )
            mailer.send_messages([message])
        finally:
            mailer.close()
        return fine("A mail left. Look whether it arrives, and not among the spam.")


def refusal(error: Exception) -> Finding:
    """Say why a mail server cannot be used, and what to do about it."""
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return broken(
            f"The mail server does not know us ({error.smtp_code}).",
            "Look at user and password in EMAIL_URL.",
        )
    if isinstance(error, ssl.SSLError):
        return broken(
            f"The mail server's TLS fails: {error.reason}.",
            "Use smtp+tls on port 587 or smtp+ssl on 465, and the name in its certificate.",
        )
    return broken(
        f"The mail server cannot be used: {error}",
        "Look whether EMAIL_URL names it and its port, and whether we may reach it.",
    )


def of_ses() -> Finding:
    """Ask SES whether it sends for us, and to everybody."""
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        account = aws.client("sesv2").get_account()
    except (BotoCoreError, ClientError) as error:
        return warning(
            f"SES does not tell us about itself: {aws.problem_in_words(error)}.",
            "Run the doctor with rights to ses:GetAccount, or try --mail-to.",
        )
    return finding_of_ses(
        sends=account.get("SendingEnabled", False),
        is_open=account.get("ProductionAccessEnabled", False),
    )


def finding_of_ses(*, sends: bool, is_open: bool) -> Finding:
    """Judge an account. One that is not open is in SES's sandbox, as every new one."""
    if not sends:
        return broken(
            "SES has stopped sending for this account.",
            "Look in the console of SES: too many bounces or complaints end it.",
        )
    if not is_open:
        return broken(
            "SES is in its sandbox: mail reaches verified addresses only.",
            "Ask for production access in the console of SES.",
        )
    return fine("SES sends for us. No mail was sent: try --mail-to.")
