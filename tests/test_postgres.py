"""The PostgreSQL of the tests: real, private, and gone afterwards."""

from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from tests.postgres import running_postgres

pytestmark = pytest.mark.postgresql


@pytest.fixture(scope="module")
def address():
    with running_postgres() as address:
        yield address


def test_it_sorts_and_speaks_as_production_does(address):
    with psycopg.connect(address) as connection:
        version, encoding = connection.execute(
            "SELECT current_setting('server_version_num')::int, current_setting('server_encoding')"
        ).fetchone()

    assert version >= 150000  # the oldest that Django 6.1 takes
    assert encoding == "UTF8"


def test_it_asks_for_the_password_even_on_this_machine(address):
    parts = urlsplit(address)
    wrong = parts._replace(netloc=f"postgres:wrong@{parts.hostname}:{parts.port}")

    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(urlunsplit(wrong))


def test_nothing_is_left_of_it():
    with running_postgres() as address, psycopg.connect(address) as connection:
        home = Path(connection.execute("SHOW data_directory").fetchone()[0]).parent
        was_there = home.is_dir()

    assert (was_there, home.exists()) == (True, False)
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(address, connect_timeout=2)
