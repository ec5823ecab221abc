"""A process that was started from a file nobody may read cannot be looked into."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from grading.sandbox import unreadable

AS_ROOT = os.geteuid() == 0

SAY_AND_WAIT = "import os, sys, time; os.write(int(sys.argv[1]), b'x'); time.sleep(60)"


@pytest.fixture
def hidden():
    reading, writing = os.pipe()
    process = unreadable.start(
        unreadable.python_arguments(SAY_AND_WAIT, str(writing)), descriptors=(writing,)
    )
    os.close(writing)
    os.read(reading, 1)
    yield process
    process.kill()
    process.wait()
    os.close(reading)


@pytest.mark.skipif(AS_ROOT, reason="only without root: root may read any file")
def test_it_is_unreadable_for_its_own_user(hidden: subprocess.Popen[bytes]):
    assert unreadable.is_unreadable(hidden.pid)
    for name in ("environ", "mem", "maps"):
        with pytest.raises(PermissionError):
            Path(f"/proc/{hidden.pid}/{name}").read_bytes()


def test_an_ordinary_process_is_readable():
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)

    assert not unreadable.is_unreadable(process.pid)

    process.communicate(b"\n")


def test_its_environment_holds_nothing_of_ours(
    hidden: subprocess.Popen[bytes], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("GRADER_TEST_SECRET", "s3cret")
    code = "import os, sys; os.write(int(sys.argv[1]), repr(dict(os.environ)).encode())"
    reading, writing = os.pipe()

    process = unreadable.start(
        unreadable.python_arguments(code, str(writing)), descriptors=(writing,)
    )
    os.close(writing)
    process.wait()
    environment = os.read(reading, 10_000).decode()
    os.close(reading)

    assert "s3cret" not in environment
    assert "GRADER" not in environment


def test_becoming_unreadable_keeps_the_pid_and_drops_the_environment():
    code = (
        f"import sys; sys.path.insert(0, {str(unreadable.PROJECT)!r})\n"
        "import os; from grading.sandbox import unreadable\n"
        "print(os.getpid(), flush=True)\n"
        "unreadable.become(unreadable.python_arguments("
        "'import os; print(os.getpid(), sorted(os.environ), flush=True)'), keep=('LANG',))"
    )

    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "GRADER_TEST_SECRET": "s3cret", "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=True,
    )

    before, after = done.stdout.splitlines()
    assert after.split()[0] == before
    assert "GRADER_TEST_SECRET" not in after
