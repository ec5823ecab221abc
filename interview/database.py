"""How a database is reached: what its address becomes, and which addresses are refused.

    sqlite      one machine; a laptop or the tests
    PostgreSQL  verified TLS in production, fit for a pooler that lends a connection per transaction

Nothing here needs Django to be set up: the settings call it.
"""

from collections.abc import Iterable, Mapping
from ipaddress import ip_address
from pathlib import Path
from typing import Any

CONNECT_TIMEOUT_SECONDS = 5
"""A server that does not answer is told of, while the visitor still waits."""

SYSTEM = "system"
"""The certificate authorities that the machine trusts."""

AUTHORITIES_OF_SYSTEMS = (
    "/etc/ssl/certs/ca-certificates.crt",  # Debian, Ubuntu, Alpine
    "/etc/pki/tls/certs/ca-bundle.crt",  # Amazon Linux, so Lambda; Fedora
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",  # Red Hat
    "/etc/ssl/ca-bundle.pem",  # openSUSE
    "/etc/ssl/cert.pem",  # macOS, BSD
)
"""Where systems keep their authorities in one file. Source: Go's crypto/x509, root_linux.go."""

SQLITE_OPTIONS = {
    # The write lock is taken when a transaction begins, so that two saves wait
    # for each other instead of failing halfway ("database is locked").
    "transaction_mode": "IMMEDIATE",
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    "timeout": 20,
}


class AddressRefused(Exception):
    """The address is understood and would not be safe; the message says what to write instead."""


def sqlite(config: Mapping[str, Any]) -> dict[str, Any]:
    """Return Django's form of a SQLite database."""
    return {**config, "OPTIONS": SQLITE_OPTIONS}


def postgresql(
    config: Mapping[str, Any],
    *,
    must_be_verified: bool,
    authorities: str,
    kept_seconds: int,
) -> dict[str, Any]:
    """Return Django's form of a PostgreSQL database.

    A pooler in transaction mode lends another connection for each transaction,
    so nothing may outlive one: no cursor on the server, no prepared statement,
    and no session setting in the first packet, which poolers refuse. The limit
    on statements is kept by the database's role instead, see
    `interview.integrations.database`.

    authorities: "system" or the path of a PEM file, unless the address names one.
    kept_seconds: how long a connection is kept between requests; 0 closes it.

    Raises:
        AddressRefused: ``must_be_verified``, and the server may be another than it says.
    """
    options = {
        "connect_timeout": CONNECT_TIMEOUT_SECONDS,
        "prepare_threshold": None,
        **config.get("OPTIONS", {}),
    }
    if must_be_verified and not is_local(hosts_of(config)):
        refuse_unless_verified(options.get("sslmode"))
    if options.get("sslmode") in {"verify-ca", "verify-full"}:
        options["sslrootcert"] = authorities_file(options.get("sslrootcert", authorities))
    return {
        "CONN_MAX_AGE": kept_seconds,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": True,
        **config,
        "OPTIONS": options,
    }


def hosts_of(config: Mapping[str, Any]) -> list[str]:
    """Return the hosts that libpq would try, by name if they have one."""
    options = config.get("OPTIONS", {})
    host = config["HOST"] or options.get("host") or options.get("hostaddr") or ""
    return str(host).split(",")


def is_local(hosts: Iterable[str]) -> bool:
    """Say whether what is sent to all of these hosts stays on this machine."""
    return all(map(_is_local, hosts))


def _is_local(host: str) -> bool:
    if host in {"", "localhost"} or host.startswith("/"):  # nothing and a folder: a socket file
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def refuse_unless_verified(sslmode: str | None) -> None:
    """Say by exception that a connection would be open to whoever sits in between.

    Source: PostgreSQL's documentation, 32.19.1, table "SSL Mode Descriptions".

    Raises:
        AddressRefused: it is anything but verify-full.
    """
    if sslmode == "verify-full":
        return
    has = f"says sslmode={sslmode}" if sslmode else "does not say how it is encrypted"
    raise AddressRefused(
        f"{has}, so that somebody in between could read every answer."
        " End the address with ?sslmode=verify-full in place of any other sslmode."
        " If the server's certificate is of an authority of its own (as with RDS),"
        " name that authority's PEM file in DATABASE_CA."
    )


def authorities_file(wanted: str) -> str:
    """Return the file of authorities for libpq.

    libpq knows "system" too, but the OpenSSL in psycopg's wheels looks into
    /usr/lib/psycopg-openssl, which no machine has.

    Raises:
        AddressRefused: there is no such file.
    """
    paths = AUTHORITIES_OF_SYSTEMS if wanted == SYSTEM else (wanted,)
    for path in paths:
        if Path(path).is_file():
            return path
    raise AddressRefused(
        "asks for a verified server, but there is no file of certificate authorities at"
        f" {', '.join(paths)}. Name one in DATABASE_CA."
    )
