"""Backups, as far as they can be seen from here."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.utils import timezone

from interview.domain.doctor.check import Check, Finding, broken, fine, warning
from interview.integrations import aws

RDS = ".rds.amazonaws.com"
OLD = timedelta(days=1)


class Backups(Check):
    name = "backups"
    title = "Backups"

    def find(self) -> Finding:
        if not settings.PRODUCTION:
            return fine("Not looked at: this is no place for real candidates.")
        host = str(connection.settings_dict.get("HOST") or "")
        if host.endswith(RDS):
            return self.of_rds(host)
        return self.of_a_server(host)

    def of_rds(self, host: str) -> Finding:
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            found = aws.client("rds").describe_db_instances()["DBInstances"]
        except (BotoCoreError, ClientError) as error:
            return warning(
                f"AWS does not tell us about backups of {host}: {aws.problem_in_words(error)}.",
                "Run the doctor with rights to rds:DescribeDBInstances, or look in the console.",
            )
        ours = [one for one in found if one.get("Endpoint", {}).get("Address") == host]
        if not ours:
            return warning(f"AWS does not list {host}.", "Look in the console of its account.")
        if not ours[0]["BackupRetentionPeriod"]:
            return broken("The database makes no backups.", "Set its backup retention to 7 days.")
        return fine(f"Backups of the last {ours[0]['BackupRetentionPeriod']} days are kept.")

    def of_a_server(self, host: str) -> Finding:
        """Look whether PostgreSQL archives its log; whether somebody dumps it, nobody can see."""
        archived = last_archived() if connection.vendor == "postgresql" else None
        if archived is not None and timezone.now() - archived < OLD:
            return fine(f"The database's log was archived last at {archived:%Y-%m-%d %H:%M} UTC.")
        return warning(
            f"Backups of the database at {host or 'this machine'} cannot be seen from here.",
            "Ask whoever runs it how far back it can be restored, and try it once.",
        )


def last_archived() -> datetime | None:
    """Return when PostgreSQL last put a part of its log in a safe place; None if it never did."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT last_archived_time FROM pg_stat_archiver")
        (archived,) = cursor.fetchone()
    found: datetime | None = archived
    return found
