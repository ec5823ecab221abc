"""A pgbouncer in transaction mode before a PostgreSQL, with TLS if wanted, gone afterwards."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from development.pgbouncer import find_pgbouncer
from tests.certificates import make_certificates
from tests.postgres import free_port

START_SECONDS = 20  # a guess: 0.1 s here


TLS = """
client_tls_sslmode = require
client_tls_key_file = {home}/server.key
client_tls_cert_file = {home}/server.pem
"""


def configuration(address: str, *, port: int, home: Path, connections: int, tls: bool) -> str:
    target = urlsplit(address)
    plain = f"""
[databases]
postgres = host={target.hostname} port={target.port} dbname=postgres
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
pool_mode = transaction
default_pool_size = {connections}
max_client_conn = 500
auth_type = scram-sha-256
auth_file = {home / "users"}
admin_users = postgres
logfile = {home / "log"}
"""
    return plain + TLS.format(home=home) if tls else plain


@contextmanager
def running_pooler(address: str, *, connections: int, tls: Path | None = None) -> Iterator[str]:
    """Lend ``connections`` of a PostgreSQL for a transaction each, and yield the new address.

    tls: where the authority's certificate, authority.pem, shall be put. Then whoever comes
        without TLS is sent away.

    Nothing that pgbouncer would refuse is ignored, so what we send in the first
    packet is what the strictest pooler takes.
    """
    found = find_pgbouncer()
    assert found is not None
    home = Path(tempfile.mkdtemp(prefix="interview-pooler-"))
    target = urlsplit(address)
    port = free_port()
    (home / "users").write_text(f'"{target.username}" "{target.password}"\n')
    (home / "pgbouncer.ini").write_text(
        configuration(address, port=port, home=home, connections=connections, tls=tls is not None)
    )
    if tls is not None:
        make_certificates(home)
        shutil.copy(home / "authority.pem", tls)
    pgbouncer = found.copied_to(home)
    user = "nobody" if os.geteuid() == 0 else None  # it refuses to run as root
    if user is not None:
        owner = pwd.getpwnam(user).pw_uid
        for path in (home, *home.iterdir()):
            os.chown(path, owner, -1)
    process = subprocess.Popen(
        [pgbouncer.program, "--quiet", str(home / "pgbouncer.ini")],
        env=pgbouncer.environment,
        user=user,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )
    pooled = f"postgresql://{target.username}:{target.password}@127.0.0.1:{port}/postgres"
    try:
        wait_for(pooled, process)
        yield pooled
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(START_SECONDS)
        shutil.rmtree(home, ignore_errors=True)


def wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    """Return when the pooler takes connections; raise what it last said when it does not."""
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            psycopg.connect(address, connect_timeout=2).close()
            return
        except psycopg.OperationalError:
            if process.poll() is not None or time.monotonic() > deadline:
                raise
        time.sleep(0.05)
