"""A certificate authority made for the occasion, and a server that it vouches for."""

import subprocess
from pathlib import Path

NAME = "database.example"
"""Whom the certificate is for. RFC 2606: nobody has this name."""


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
