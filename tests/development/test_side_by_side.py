"""Programs that run at the same time do not speak at the same time, and end with us."""

import signal
import subprocess
import sys
import time
from pathlib import Path

from development.side_by_side import run
from development.steps import ROOT

SAYS = "import sys, time; print('{0} begins', flush=True); time.sleep({1}); print('{0} ends')"
SHOWS = """
import sys
from development.side_by_side import run
program, these = {program!r}, {these}
commands = {{name: [sys.executable, "-c", program.format(name, pause)] for name, pause in these}}
for ended in run(commands):
    print("ended", ended.name, ended.status)
"""
WAITS = """
import os, sys, time
open(sys.argv[1], "w").write("x")
try: time.sleep(60)
except KeyboardInterrupt: os.unlink(sys.argv[1])
"""
STARTER = """
import signal, sys
from development.steps import leave
from development.side_by_side import run
signal.signal(signal.SIGTERM, leave)
list(run({name: [sys.executable, "-c", sys.argv[1], name] for name in sys.argv[2:]}))
"""


def test_each_is_heard_in_one_piece():
    these = [("one", 0.6), ("two", 0.2), ("three", 0.1)]
    program = SHOWS.format(program=SAYS, these=these)

    done = subprocess.run(
        [sys.executable, "-u", "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )

    lines = [line for line in done.stdout.splitlines() if line]
    assert sorted(lines) == sorted(
        line
        for name, _ in these
        for line in (name, f"{name} begins", f"{name} ends", f"ended {name} 0")
    )
    for name in ("two", "three"):
        place = lines.index(name)
        assert lines[place : place + 4] == [
            name, f"{name} begins", f"{name} ends", f"ended {name} 0"
        ]  # fmt: skip


def test_no_more_run_at_once_than_asked():
    programs = {name: [sys.executable, "-c", "import time; time.sleep(0.3)"] for name in "abc"}

    started = time.monotonic()
    ended = [one.name for one in run(programs, at_once=1)]

    assert ended == ["a", "b", "c"]
    assert time.monotonic() - started >= 0.9


def test_exit_statuses_are_told():
    programs = {str(status): [sys.executable, "-c", f"exit({status})"] for status in (0, 5)}

    assert {one.name: one.status for one in run(programs)} == {"0": 0, "5": 5}


def test_all_may_clean_up_when_we_are_ended(tmp_path: Path):
    marks = [tmp_path / "first", tmp_path / "second"]
    starter = subprocess.Popen([sys.executable, "-c", STARTER, WAITS, *map(str, marks)], cwd=ROOT)
    while not all(mark.exists() and mark.read_text() for mark in marks):
        time.sleep(0.02)

    starter.send_signal(signal.SIGTERM)

    assert starter.wait(20) == 128 + signal.SIGTERM
    assert not any(mark.exists() for mark in marks)
