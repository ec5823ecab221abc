"""Mail: can the server be reached, and does it take us?"""

import smtplib
import ssl

from django.conf import settings
from django.core.mail import EmailMessage, mailers

from interview.domain.doctor.check import Check, Finding, broken, fine, warning

NOWHERE = {
    "dummy": "Mail is thrown away: invitations reach nobody.",
    "console": "Mail is printed and sent to nobody.",
    "locmem": "Mail is kept in memory and sent to nobody.",
    "filebased": "Mail is written to files and sent to nobody.",
}
"""Django's backends that do not send, by the last part but one of their names."""


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
        try:
            return self.try_it()
        except smtplib.SMTPAuthenticationError as error:
            return broken(
                f"The mail server does not know us ({error.smtp_code}).",
                "Look at user and password in EMAIL_URL.",
            )
        except ssl.SSLError as error:
            return broken(
                f"The mail server's TLS fails: {error.reason}.",
                "Use smtp+tls on port 587 or smtp+ssl on 465, and the name in its certificate.",
            )
        except (OSError, smtplib.SMTPException) as error:
            return broken(
                f"The mail server cannot be used: {error}",
                "Look whether EMAIL_URL names it and its port, and whether we may reach it.",
            )

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
