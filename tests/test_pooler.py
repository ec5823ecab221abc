"""Saves and submits go through a pooler that lends a connection per transaction."""

import os
import subprocess
import sys

import pytest

from development.pgbouncer import find_pgbouncer
from tests.architecture.sources import ROOT

pytestmark = [
    pytest.mark.deployment,
    pytest.mark.skipif(find_pgbouncer() is None, reason="this machine has no pgbouncer"),
]


def test_what_candidates_type_survives_a_pooler_in_transaction_mode():
    env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}

    proof = subprocess.run(
        [sys.executable, "-m", "benchmarks.pooler", "--candidates", "12", "--saves", "3"],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )

    assert proof.returncode == 0, proof.stderr
    assert "connections of at most 5" in proof.stdout
    assert "something is missing or a stranger's: 0" in proof.stdout
