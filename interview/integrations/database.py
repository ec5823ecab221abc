"""What PostgreSQL itself is asked to hold: how long a statement may take."""

import logging
from typing import Any

from django.conf import settings
from django.db import connections

logger = logging.getLogger(__name__)


def limit_statements(*, using: str, **_: Any) -> None:
    """Have the role give up long statements in our database, after every `migrate`.

    A pooler in transaction mode refuses such a setting in a connection's first
    packet and would hand one made by SET to strangers; the role's own setting
    holds through all of them. It touches no other database of the server.

    Source: pgbouncer(5), ignore_startup_parameters; ALTER ROLE in PostgreSQL's
    documentation: "a role can change its own".
    """
    connection = connections[using]
    if connection.vendor != "postgresql":
        return
    from psycopg import sql

    milliseconds = round(settings.DATABASE_STATEMENT_TIMEOUT.total_seconds() * 1000)
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL("ALTER ROLE CURRENT_USER IN DATABASE {} SET statement_timeout = {}").format(
                sql.Identifier(connection.settings_dict["NAME"]), sql.Literal(milliseconds)
            )
        )
    logger.info("Statements are given up after %d ms.", milliseconds)
