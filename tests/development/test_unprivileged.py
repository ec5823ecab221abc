"""What is copied for a user without rights has to work without what stays behind."""

import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from development.steps import ROOT, StepFailed
from development.unprivileged import (
    end_processes,
    move_library_path,
    remove_belongings,
    stranger,
    unused_user_id,
)
from grading.sandbox.sweeping import ipc

SLEEP = shutil.which("sleep") or "sleep"
OLD = "/home/somebody/python/lib"


def program(tmp_path, content):
    path = tmp_path / "python"
    path.write_bytes(content)
    return path


def test_a_library_path_is_written_over_and_the_file_keeps_its_length(tmp_path):
    path = program(tmp_path, b"ELF\0" + OLD.encode() + b"\0libpython.so\0")

    move_library_path(path, OLD, "/tmp/x/lib")

    padding = b"\0" * (len(OLD) - len("/tmp/x/lib"))
    assert path.read_bytes() == b"ELF\0/tmp/x/lib\0" + padding + b"libpython.so\0"


def test_a_program_that_finds_its_library_by_itself_is_left_alone(tmp_path):
    path = program(tmp_path, b"ELF\0$ORIGIN/../lib\0")

    move_library_path(path, OLD, "/tmp/x/lib")

    assert path.read_bytes() == b"ELF\0$ORIGIN/../lib\0"


def test_a_path_that_does_not_fit_is_refused(tmp_path):
    path = program(tmp_path, b"\0/lib\0")

    with pytest.raises(StepFailed, match="too long"):
        move_library_path(path, "/lib", "/tmp/x/lib")


def test_the_stranger_is_nobody_that_this_machine_knows():
    assert unused_user_id() not in {account.pw_uid for account in pwd.getpwall()}


def test_two_who_look_at_the_same_time_find_different_user_ids():
    look = (
        "from development.unprivileged import unused_user_id\n"
        "print(unused_user_id(), flush=True)\n"
        "input()"
    )
    both = [
        subprocess.Popen(
            [sys.executable, "-c", look],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]

    found = [one.stdout.readline() for one in both if one.stdout]
    for one in both:
        one.communicate("\n")

    assert found[0] != found[1]


@pytest.mark.deployment
def test_a_stranger_can_import_but_not_write_and_nothing_stays(only_as_root):
    question = "import ctypes, hypothesis, pytest, ssl, grading; open('mine', 'w')"

    with stranger() as user:
        answer = subprocess.run(
            user.command("-c", question),
            cwd=user.project,
            env=user.environment(),
            user=user.user_id,
            group=user.user_id,
            extra_groups=[],
            capture_output=True,
            text=True,
            check=False,
        )

    assert answer.stderr.splitlines()[-1] == (
        "PermissionError: [Errno 13] Permission denied: 'mine'"
    )
    assert not user.project.parent.exists()


def test_what_a_stranger_leaves_lying_is_removed(only_as_root):
    user_id = unused_user_id()
    with tempfile.TemporaryDirectory(dir="/tmp") as other:
        mine = Path(tempfile.mkdtemp(dir="/tmp"))
        (mine / "deep").mkdir()
        link = mine.with_suffix(".link")
        link.symlink_to(other)
        for path in (mine, link):
            os.chown(path, user_id, user_id, follow_symlinks=False)

        remove_belongings(user_id)

        assert [path.exists() for path in (mine, Path(other))] == [False, True]
        assert not link.is_symlink()


def test_a_strangers_shared_memory_is_removed(only_as_root):
    user_id = unused_user_id()
    if os.fork() == 0:
        os.setresuid(user_id, user_id, user_id)
        ctypes.CDLL(None).shmget(0, 4096, 0o1600)
        os._exit(0)
    os.wait()
    left = len(ipc.new(ipc.nothing(), owner=user_id))

    remove_belongings(user_id)

    assert (left, ipc.new(ipc.nothing(), owner=user_id)) == (1, [])


def test_what_a_stranger_leaves_running_is_found_and_ended(only_as_root):
    user_id = unused_user_id()
    process = subprocess.Popen([SLEEP, "60"], user=user_id, group=user_id, extra_groups=[])

    left = end_processes(user_id)

    assert left == [process.pid]
    assert process.wait(5) == -signal.SIGKILL
