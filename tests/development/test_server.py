"""`make run` starts three programs and leaves none."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from development.server import refuse_taken_port
from development.steps import ROOT, StepFailed

# Says its own and its child's process id, then waits; deaf to the polite signal when asked.
WAITS = """
import signal, subprocess, sys, time
if "deaf" in sys.argv: signal.signal(signal.SIGTERM, signal.SIG_IGN)
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
print("ready", child.pid, flush=True)
time.sleep(60)
"""
ENDS = "import time; time.sleep(0.5); print('done'); raise SystemExit(3)"
STARTER = """
import sys, development.server as server
server.GRACE_SECONDS = 1
python = lambda *words: [sys.executable, "-c", *words]
sys.exit(server.side_by_side({commands}))
"""


def start(commands: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", STARTER.format(commands=commands)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )


def is_alive(pid: int) -> bool:
    """Return whether a process runs; one that ended and was not waited for does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def line_with(process: subprocess.Popen[str], word: str) -> str:
    return next(line for line in process.stdout or () if word in line)


@pytest.mark.parametrize("manner", ["polite", "deaf"])
def test_ctrl_c_ends_all_with_their_children(manner):
    with start(f"{{'one': python({WAITS!r}, {manner!r})}}") as server:
        child = int(line_with(server, "ready").split()[-1])

        server.send_signal(signal.SIGINT)
        status = server.wait(20)
    deadline = time.monotonic() + 5
    while is_alive(child) and time.monotonic() < deadline:
        time.sleep(0.05)

    assert (status, is_alive(child)) == (0, False)


def test_when_one_ends_so_do_the_others():
    server = start(f"{{'one': python({WAITS!r}), 'two': python({ENDS!r})}}")

    output, _ = server.communicate(timeout=20)

    assert server.returncode == 1
    assert "   two | done" in output.splitlines()
    assert "two ended with exit status 3; so do the others." in output.splitlines()


def test_a_taken_port_is_refused_by_name_with_the_way_out():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]

        with pytest.raises(StepFailed, match=rf"Port {port} .*make run PORT="):
            refuse_taken_port(port)


def test_settings_of_a_laptop_are_written_once_and_for_us_alone(tmp_path, monkeypatch):
    dotenv = tmp_path / ".env"
    monkeypatch.setattr("development.server.DOTENV", dotenv)
    from development.server import write_dotenv

    write_dotenv()
    first = dotenv.read_text()
    write_dotenv()

    assert "\nENVIRONMENT=local\nSECRET_KEY=" in first
    assert dotenv.read_text() == first
    assert oct(os.stat(dotenv).st_mode & 0o777) == "0o600"
