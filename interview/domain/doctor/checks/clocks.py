"""Whether our clock is right: deadlines, signatures and links depend on it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from django.conf import settings
from django.db import connection
from django.utils import timezone

from interview.domain.doctor.check import Check, Finding, broken, fine, warning
from interview.integrations import aws

SLIGHT = timedelta(seconds=2)
"""A Date header has whole seconds, and the answer travels. Below this nobody is late by it."""

GRAVE = timedelta(seconds=30)
"""A quiz would end so much too early. S3 refuses at 15 minutes. Source: S3's error codes,
RequestTimeTooSkewed."""

REMEDY = "Have the machine set its clock by NTP (timedatectl set-ntp true). Deadlines follow it."


class Clocks(Check):
    name = "clocks"
    title = "Clocks"

    def find(self) -> Finding:
        apart = dict(self.differences())
        worst = max(apart.values(), default=timedelta())
        words = ", ".join(f"{name} {in_words(span)}" for name, span in apart.items())
        if worst >= GRAVE:
            return broken(f"Our clock is wrong, or others are: {words}.", REMEDY)
        if worst >= SLIGHT:
            return warning(f"The clocks are apart: {words}.", REMEDY)
        return fine(f"Beside ours: {words}.")

    def differences(self) -> Iterator[tuple[str, timedelta]]:
        """Yield how far each clock that we can read is from ours."""
        yield "the database", abs(database_time() - timezone.now())
        if settings.FILES_BUCKET:
            yield "S3", abs(s3_time() - timezone.now())


def database_time() -> datetime:
    sqlite = "SELECT strftime('%Y-%m-%dT%H:%M:%f', 'now')"
    with connection.cursor() as cursor:
        cursor.execute(sqlite if connection.vendor == "sqlite" else "SELECT clock_timestamp()")
        (at,) = cursor.fetchone()
    return at if isinstance(at, datetime) else datetime.fromisoformat(at).replace(tzinfo=UTC)


def s3_time() -> datetime:
    """Return S3's time by its answer to us, which has one even when it refuses us."""
    from botocore.exceptions import ClientError

    try:
        response = aws.client("s3").head_bucket(Bucket=settings.FILES_BUCKET)
    except ClientError as error:
        response = error.response
    return parsedate_to_datetime(response["ResponseMetadata"]["HTTPHeaders"]["date"])


def in_words(span: timedelta) -> str:
    seconds = span.total_seconds()
    if seconds < SLIGHT.total_seconds():
        return "is the same"
    return f"is {timedelta(seconds=round(seconds))} away"
