"""A PostgreSQL that speaks TLS, with a certificate authority made for the occasion.

The wheel's server was built without TLS, so this is the system's own: Debian's
package `postgresql`, which CI's machines have too.
"""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from tests.postgres import Postgres

NAME = "database.example"
"""Whom the certificate is for. RFC 2606: nobody has this name."""

INSTALLED = Path("/usr/lib/postgresql")


@dataclass(frozen=True, slots=True)
class Served:
    """Where the server is, and by whom it is vouched for."""

    password: str
    port: int
    authority: Path

    def address(self, host: str = NAME, **options: str) -> str:
        """Return a DATABASE_URL that names ``host`` and reaches this machine.

        libpq compares the certificate with ``host``, and connects to ``hostaddr``.
        """
        words = "&".join(f"{name}={value}" for name, value in options.items())
        reached = f"hostaddr=127.0.0.1&{words}"
        return f"postgresql://postgres:{self.password}@{host}:{self.port}/postgres?{reached}"


def system_programs() -> Path | None:
    """Return the folder of the newest PostgreSQL that the system has, with TLS in it."""
    for folder in sorted(INSTALLED.glob("*/bin"), key=lambda it: -float(it.parent.name)):
        linked = subprocess.run(
            ["ldd", folder / "postgres"], capture_output=True, text=True, check=False
        )
        if "libssl" in linked.stdout:
            return folder
    return None


def openssl(*words: str | Path) -> None:
    subprocess.run(["openssl", *words], check=True, capture_output=True)


def make_certificates(folder: Path) -> None:
    """Write authority.pem, and server.pem with server.key for NAME, all for two days."""
    for_two_days = ("-days", "2", "-nodes", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256")
    openssl(
        "req", "-x509", *for_two_days, "-subj", "/CN=An authority of our own",
        "-keyout", folder / "authority.key", "-out", folder / "authority.pem",
    )  # fmt: skip
    openssl(
        "req", "-x509", *for_two_days, "-subj", f"/CN={NAME}",
        "-addext", f"subjectAltName=DNS:{NAME}",
        "-addext", "basicConstraints=critical,CA:FALSE",
        "-CA", folder / "authority.pem", "-CAkey", folder / "authority.key",
        "-keyout", folder / "server.key", "-out", folder / "server.pem",
    )  # fmt: skip


@contextmanager
def running_tls_postgres(programs: Path) -> Iterator[Served]:
    """Start a PostgreSQL that offers TLS, and leave nothing behind."""
    home = Path(tempfile.mkdtemp(prefix="interview-postgres-tls-"))
    try:
        make_certificates(home)
        postgres = Postgres(home, programs)
        postgres.settings |= {
            "ssl": "on",
            "ssl_cert_file": str(home / "server.pem"),
            "ssl_key_file": str(home / "server.key"),
        }
        for path in (home, home / "server.key", home / "server.pem"):
            postgres.give_away(path)
        (home / "server.key").chmod(0o600)
        try:
            postgres.make_files()
            port = urlsplit(postgres.start()).port
            assert port is not None
            yield Served(postgres.password, port, home / "authority.pem")
        finally:
            postgres.stop()
    finally:
        shutil.rmtree(home, ignore_errors=True)
