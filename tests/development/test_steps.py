"""Whatever we start may clean up when we are told to end."""

import signal
import subprocess
import sys

from development.steps import ROOT

CLEANS_UP = """
import time
try:
    print("ready", flush=True)
    time.sleep(60)
except KeyboardInterrupt:
    time.sleep(0.5)
    print("cleaned up", flush=True)
"""
STARTER = """
import sys
from development.steps import leave
from development.steps import exit_status
import signal
signal.signal(signal.SIGTERM, leave)
exit_status([sys.executable, "-c", sys.argv[1]])
"""


def test_a_program_may_clean_up_when_we_are_ended():
    with subprocess.Popen(
        [sys.executable, "-c", STARTER, CLEANS_UP], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as starter:
        assert starter.stdout is not None
        ready = starter.stdout.readline()

        starter.send_signal(signal.SIGTERM)
        rest = starter.stdout.read()

    assert (ready, rest) == ("ready\n", "cleaned up\n")
    assert starter.returncode == 128 + signal.SIGTERM
