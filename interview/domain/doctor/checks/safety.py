"""Settings that would let strangers in, or leave us without news."""

from collections.abc import Iterator

from django.conf import settings

from interview.domain.doctor.check import Check, Finding, broken, fine, warning

SHORTEST_KEY = 50
"""Characters. Source: django.core.checks.security.base, SECRET_KEY_MIN_LENGTH."""


class Safety(Check):
    name = "safety"
    title = "Settings"

    def find(self) -> Finding:
        if not settings.PRODUCTION:
            return fine(
                f"Settings of a place that strangers do not reach ({settings.ENVIRONMENT})."
            )
        if dangers := list(self.dangers()):
            return broken(" ".join(dangers), "Change them; docs/operations.md explains each.")
        if silences := list(self.silences()):
            return warning(" ".join(silences), "Set them; docs/operations.md explains each.")
        return fine("No setting lets strangers in.")

    def dangers(self) -> Iterator[str]:
        if settings.DEBUG:
            yield "DEBUG is on: error pages show settings."
        if len(settings.SECRET_KEY) < SHORTEST_KEY:
            yield f"SECRET_KEY has fewer than {SHORTEST_KEY} characters."
        if "*" in settings.ALLOWED_HOSTS:
            yield "ALLOWED_HOSTS takes any name."
        if not settings.SITE_URL.startswith("https://"):
            yield "SITE_URL is not https: links in mails would be read on the way."
        if settings.LAMBDA_COMMANDS:
            yield "LAMBDA_COMMANDS is on: events may run commands."

    def silences(self) -> Iterator[str]:
        if not settings.ADMINS:
            yield "ADMINS is empty: nobody hears of a submission that could not be graded."
        if settings.DEFAULT_FROM_EMAIL.endswith("@localhost"):
            yield "DEFAULT_FROM_EMAIL is nobody's address."
