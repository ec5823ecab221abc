"""Which databases are taken in production, and how they are reached."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, urlencode, urlsplit

import psycopg
import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from development.pgbouncer import find_pgbouncer
from interview import database
from interview.environment import Environment
from tests.certificates import NAME
from tests.pooler import running_pooler
from tests.postgres import running_postgres
from tests.read_settings import read_settings

VERIFIED = "?sslmode=verify-full"
AUTHORITIES = database.authorities_file(database.SYSTEM)


def read(
    address: str, *, must_be_verified: bool = True, kept_seconds: int = 60, ca: str = "system"
):
    return Environment({"DATABASE_URL": address}).database(
        "DATABASE_URL",
        must_be_verified=must_be_verified,
        authorities=ca,
        kept_seconds=kept_seconds,
    )


def test_a_verified_address_becomes_a_connection_that_any_pooler_can_lend():
    config = read(f"postgresql://u:p%40x@db.example:6432/n{VERIFIED}", kept_seconds=0)

    assert config == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "n",
        "USER": "u",
        "PASSWORD": "p@x",
        "HOST": "db.example",
        "PORT": 6432,
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": True,
        "OPTIONS": {
            "connect_timeout": 5,
            "prepare_threshold": None,
            "sslmode": "verify-full",
            "sslrootcert": AUTHORITIES,
        },
    }


@pytest.mark.parametrize(
    ("variables", "seconds"),
    [
        ({}, 60),
        ({"AWS_LAMBDA_FUNCTION_NAME": "interview-web"}, 0),
        ({"ENVIRONMENT": "local"}, 0),
        ({"ENVIRONMENT": "test"}, 0),
    ],
    ids=["server", "lambda", "runserver", "tests"],
)
def test_connections_are_kept_where_threads_live_longer_than_a_request(variables, seconds):
    read_for = read_settings(DATABASE_URL="postgresql://u:p@localhost/n", **variables)

    assert read_for["DATABASES"]["default"]["CONN_MAX_AGE"] == seconds


@pytest.mark.parametrize("weak", ["", *(f"?sslmode={mode}" for mode in (
    "disable", "allow", "prefer", "require", "verify-ca",
))])  # fmt: skip
@pytest.mark.parametrize("host", ["db.example", "10.0.0.5", "localhost,db.example"])
def test_an_address_that_verifies_nobody_is_refused_in_production(host, weak):
    with pytest.raises(ImproperlyConfigured, match=r"^DATABASE_URL .*verify-full") as refusal:
        read(f"postgresql://u:secret@{host}/n{weak}")

    assert "secret" not in str(refusal.value)
    assert read(f"postgresql://u:secret@{host}/n{weak}", must_be_verified=False)["HOST"] == host


def test_a_host_in_the_options_counts_as_well():
    with pytest.raises(ImproperlyConfigured, match="verify-full"):
        read("postgresql://u:p@/n?host=db.example")
    with pytest.raises(ImproperlyConfigured, match="verify-full"):
        read("postgresql://u:p@db.example/n?hostaddr=127.0.0.1")


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://u:p@localhost/n",
        "postgresql://u:p@127.0.0.1:5433/n",
        "postgresql://u:p@[::1]/n",
        "postgresql:///n?host=/var/run/postgresql",
    ],
)
def test_what_stays_on_this_machine_needs_no_certificate(address):
    assert "sslrootcert" not in read(address)["OPTIONS"]


def test_an_authority_that_is_not_there_is_told_by_its_path():
    with pytest.raises(ImproperlyConfigured, match=r"/nowhere/ca\.pem\. Name one in DATABASE_CA"):
        read(f"postgresql://u:p@db.example/n{VERIFIED}", ca="/nowhere/ca.pem")


def test_sqlite_takes_its_lock_when_a_transaction_begins():
    assert read("sqlite:////tmp/a.sqlite3")["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


# With a server that speaks TLS: the wheel's PostgreSQL does not, but a pooler before it does


@dataclass(frozen=True, slots=True)
class Served:
    """Where the server is, and by whom it is vouched for."""

    reached: SplitResult
    authority: Path

    def address(self, host: str = NAME, **options: str) -> str:
        """Return a DATABASE_URL that names ``host`` and reaches this machine.

        libpq compares the certificate with ``host``, and connects to ``hostaddr``.
        """
        who, _, where = self.reached.netloc.rpartition("@")
        port = where.rpartition(":")[2]
        words = urlencode({"hostaddr": "127.0.0.1", **options})
        return f"postgresql://{who}@{host}:{port}{self.reached.path}?{words}"


@pytest.fixture(scope="module")
def served(tmp_path_factory) -> Iterator[Served]:
    if find_pgbouncer() is None:
        pytest.skip("this machine has no pgbouncer, and no apt-get to fetch one")
    authority = tmp_path_factory.mktemp("authority") / "authority.pem"
    with (
        running_postgres() as address,
        running_pooler(address, connections=2, tls=authority) as pooled,
    ):
        yield Served(urlsplit(pooled), authority)


def ask(address: str, **variables: object) -> subprocess.CompletedProcess[str]:
    """Ask the database of a production something, and whether the line is encrypted."""
    question = (
        "import django; django.setup()\n"
        "from django.db import connection\n"
        "with connection.cursor() as cursor:\n"
        "    cursor.execute('SELECT 42')\n"
        "    print(cursor.fetchone(), connection.connection.pgconn.ssl_in_use)\n"
    )
    return subprocess.run(
        [sys.executable, "-c", question],
        cwd=settings.BASE_DIR,
        env={
            "PATH": os.environ["PATH"],
            "ENV_FILE": os.devnull,
            "DJANGO_SETTINGS_MODULE": "interview.settings",
            "SECRET_KEY": "x" * 50,
            "DATABASE_URL": address,
            **{name: str(value) for name, value in variables.items()},
        },
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_speaks_to_a_server_that_its_authority_vouches_for(served):
    answer = ask(served.address(sslmode="verify-full"), DATABASE_CA=served.authority)

    assert answer.stdout == "(42,) True\n", answer.stderr


def test_production_hangs_up_on_a_server_that_nobody_vouches_for(served):
    answer = ask(served.address(sslmode="verify-full"))

    assert answer.returncode == 1
    assert "certificate verify failed" in answer.stderr


def test_production_hangs_up_on_a_server_of_another_name(served):
    answer = ask(
        served.address("other.example", sslmode="verify-full"), DATABASE_CA=served.authority
    )

    assert answer.returncode == 1
    assert 'does not match host name "other.example"' in answer.stderr


def test_production_does_not_even_call_a_server_that_it_could_not_verify(served):
    answer = ask(served.address(sslmode="require"), DATABASE_CA=served.authority)

    assert answer.returncode == 1
    assert "ImproperlyConfigured: DATABASE_URL says sslmode=require" in answer.stderr


# How long a statement may take


@pytest.mark.postgresql
def test_the_database_gives_up_a_statement_that_outlives_its_request(db):
    with psycopg.connect(**connection.get_connection_params()) as direct:
        limits = direct.execute(
            "SELECT datname, setconfig"
            " FROM pg_db_role_setting JOIN pg_database d ON d.oid = setdatabase"
        ).fetchall()

        assert direct.execute("SHOW statement_timeout").fetchone() == ("25s",)

    assert limits == [(connection.settings_dict["NAME"], ["statement_timeout=25000"])]
