"""Reads settings from environment variables and refuses what it does not understand.

A setting that is misspelt or out of range stops the start with the setting's
name in the message; it never falls back to a default in silence.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

from interview import buckets, database

DATABASE_SCHEMES = {"sqlite", "postgres", "postgresql"}
MAIL_TIMEOUT_SECONDS = 10
ISOLATION_LEVELS = ("lockdown", "filtered", "confined", "contained")
"""Of the grader; the same as in ``grading.sandbox.layers``, as a test checks."""

YES_AND_NO = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Environment:
    """Typed access to the variables of one process.

    Every method raises ImproperlyConfigured with the variable's name when it
    is absent and has no default, or when its value makes no sense.
    """

    variables: Mapping[str, str]

    def text(self, name: str, default: str | None = None) -> str:
        value = self.variables.get(name, "").strip()
        if value:
            return value
        if default is None:
            raise ImproperlyConfigured(
                f"{name} is not set. See docs/operations.md for what it should hold."
            )
        return default

    def words(self, name: str, default: Iterable[str] = ()) -> list[str]:
        """Return a comma-separated value as a list without blanks."""
        return [
            word.strip() for word in self.text(name, ",".join(default)).split(",") if word.strip()
        ]

    def choice(self, name: str, choices: Iterable[str], default: str | None = None) -> str:
        value = self.text(name, default)
        allowed = list(choices)
        if value not in allowed:
            raise ImproperlyConfigured(
                f"{name} is {value!r}, but must be one of {', '.join(allowed)}."
            )
        return value

    def isolation(self, name: str) -> str:
        """Return levels of isolation as the grader reads them: "filtered,java=contained"."""
        value = self.text(name, "")
        for word in self.words(name):
            if word.rpartition("=")[2] not in ISOLATION_LEVELS:
                raise ImproperlyConfigured(
                    f"{name} has {word!r}, but every level must be one of"
                    f" {', '.join(ISOLATION_LEVELS)}."
                )
        return value

    def both_or_neither(self, one: str, other: str) -> tuple[str, str]:
        """Return two texts of which neither makes sense alone; empty ones if both are absent."""
        values = self.text(one, ""), self.text(other, "")
        if any(values) and not all(values):
            present, absent = (one, other) if values[0] else (other, one)
            raise ImproperlyConfigured(f"{absent} is not set, and {present} needs it.")
        return values

    def yes_or_no(self, name: str, *, default: bool) -> bool:
        value = self.text(name, str(default)).lower()
        if value not in YES_AND_NO:
            raise ImproperlyConfigured(f"{name} is {value!r}, but must be true or false.")
        return YES_AND_NO[value]

    def whole_number(self, name: str, *, default: int, minimum: int, maximum: int) -> int:
        value = self.text(name, str(default))
        try:
            number = int(value)
        except ValueError:
            raise ImproperlyConfigured(
                f"{name} is {value!r}, but must be a whole number."
            ) from None
        if not minimum <= number <= maximum:
            raise ImproperlyConfigured(
                f"{name} is {number}, but must be from {minimum} to {maximum}."
            )
        return number

    def database(
        self,
        name: str,
        default: str | None = None,
        *,
        must_be_verified: bool,
        authorities: str,
        kept_seconds: int,
    ) -> dict[str, Any]:
        """Return Django's form of an address such as postgresql://user:password@host/name.

        The three last are explained at ``interview.database.postgresql``.
        """
        address = self.text(name, default)
        if urlsplit(address).scheme not in DATABASE_SCHEMES:
            raise ImproperlyConfigured(
                f"{name} is not understood: it must begin with sqlite:/// or postgresql://."
            )
        config: dict[str, Any] = environ.Env.db_url_config(address)
        if config["ENGINE"].endswith("sqlite3"):
            return database.sqlite(config)
        try:
            return database.postgresql(
                config,
                must_be_verified=must_be_verified,
                authorities=authorities,
                kept_seconds=kept_seconds,
            )
        except database.AddressRefused as refusal:
            raise ImproperlyConfigured(f"{name} {refusal}") from None

    def bucket(self, name: str, *, region: str, endpoint: str) -> buckets.Bucket | None:
        """Return the bucket of S3 that a variable names, if it does."""
        bucket = self.text(name, "")
        if not bucket:
            return None
        if not region:
            raise ImproperlyConfigured(f"AWS_REGION is not set, and {name} needs it.")
        try:
            return buckets.Bucket(bucket, region=region, endpoint=endpoint)
        except buckets.NameRefused as refusal:
            raise ImproperlyConfigured(f"{name} {refusal}") from None

    def mailer(self, name: str, default: str, *, region: str) -> dict[str, Any]:
        """Return Django's form of a mail address such as smtp+tls://user:password@host:587.

        ses:// is Amazon's service in ``region``, or in another: ses://eu-west-1.
        """
        address = self.text(name, default)
        if urlsplit(address).scheme == "ses":
            return _ses_mailer(address, region=region)
        try:
            config = environ.Env.email_url_config(address)
        except ImproperlyConfigured as error:
            raise ImproperlyConfigured(
                f"{name} is not understood: it must look like smtp+tls://user:password@host:587."
            ) from error
        options = {
            "host": config["EMAIL_HOST"],
            "port": config["EMAIL_PORT"],
            "username": config["EMAIL_HOST_USER"],
            "password": config["EMAIL_HOST_PASSWORD"],
            "use_tls": config.get("EMAIL_USE_TLS", False),
            "use_ssl": config.get("EMAIL_USE_SSL", False),
            "timeout": MAIL_TIMEOUT_SECONDS,
        }
        speaks_smtp = config["EMAIL_BACKEND"].endswith("smtp.EmailBackend")
        return {"BACKEND": config["EMAIL_BACKEND"], "OPTIONS": options if speaks_smtp else {}}


def _ses_mailer(address: str, *, region: str) -> dict[str, Any]:
    """Return anymail's form of ses://REGION?configuration_set=NAME, both of which may be absent."""
    parts = urlsplit(address)
    timeouts = {"connect_timeout": MAIL_TIMEOUT_SECONDS, "read_timeout": MAIL_TIMEOUT_SECONDS}
    options: dict[str, Any] = {
        "client_params": {"region_name": parts.hostname or region or None, "config": timeouts}
    }
    if named := parse_qs(parts.query).get("configuration_set"):
        options["configuration_set_name"] = named[0]
    return {"BACKEND": "anymail.backends.amazon_ses.EmailBackend", "OPTIONS": options}
