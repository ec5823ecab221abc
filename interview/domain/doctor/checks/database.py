"""The database: reached, by TLS, of a version that we know, with room, and migrated."""

from typing import Any

from django.conf import settings
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from interview.domain.doctor.check import Check, Finding, broken, fine, warning

OLDEST_POSTGRESQL = 150000
"""15.0, as psycopg counts. Source: Django 6.1's release notes."""

FULL = 0.8
"""Share of the connections at which to worry. A guess."""

AWAY = (
    "Look whether it runs and whether DATABASE_URL names it, its user and its password."
    " docs/database.md says what else it needs."
)


class Database(Check):
    name = "database"
    title = "Database"

    def find(self) -> Finding:
        try:
            connection.ensure_connection()
        except OperationalError as error:
            return broken(f"The database does not answer: {first_line(error)}", AWAY)
        if connection.vendor == "postgresql":
            return self.postgresql()
        if settings.PRODUCTION:
            return broken(
                "SQLite serves one machine, and loses what Lambda writes.",
                "Give DATABASE_URL a PostgreSQL.",
            )
        return fine("SQLite answers, on this machine.")

    def postgresql(self) -> Finding:
        link: Any = connection.connection
        version, host = link.info.server_version, link.info.host
        if not link.pgconn.ssl_in_use and not is_near(host):
            return broken(
                "The way to the database is not encrypted.",
                "Use an address with TLS: docs/operations.md, DATABASE_URL.",
            )
        if version < OLDEST_POSTGRESQL:
            return broken(
                f"PostgreSQL {version // 10000} is older than we can use.", "Use 15 or newer."
            )
        used, allowed = connections()
        if used >= FULL * allowed:
            return warning(
                f"{used} of {allowed} connections are taken.",
                "Put a pooler before it, or lower the functions' concurrency: docs/database.md.",
            )
        way = "by TLS" if link.pgconn.ssl_in_use else "on this machine"
        return fine(
            f"PostgreSQL {version // 10000} answers {way}; {used} of {allowed} connections."
        )


class Migrations(Check):
    name = "migrations"
    title = "Migrations"

    def find(self) -> Finding:
        try:
            executor = MigrationExecutor(connection)
            plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        except OperationalError as error:
            return broken(f"The database does not answer: {first_line(error)}", AWAY)
        if not plan:
            return fine("Every migration is applied.")
        names = ", ".join(f"{migration.app_label} {migration.name}" for migration, _ in plan[:3])
        more = f" and {len(plan) - 3} more" if len(plan) > 3 else ""  # noqa: PLR2004 -- as above
        return broken(f"Not applied yet: {names}{more}.", "Run: manage.py migrate")


def connections() -> tuple[int, int]:
    """Return how many connections are taken, and how many there may be."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'),"
            " current_setting('max_connections')::int"
        )
        used, allowed = cursor.fetchone()
    return used, allowed


def is_near(host: str) -> bool:
    """Return whether this is the same machine: by name, by number or by a socket's folder."""
    return host in {"localhost", "127.0.0.1", "::1", ""} or host.startswith("/")


def first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]
