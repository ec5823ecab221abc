"""What a submission leaves is gone, whatever its name, depth and mode, and nothing else is."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from grading.sandbox.sweeping import files, ipc, processes
from grading.sandbox.unreadable import PROJECT


def deep(folder: Path) -> None:
    """Nest folders deeper than a path can be long."""
    here = os.open(folder, os.O_RDONLY)
    for _ in range(5000):
        os.mkdir("d", dir_fd=here)
        inside = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = inside
    os.close(here)


def locked(folder: Path) -> None:
    inner = folder / "a" / "b"
    inner.mkdir(parents=True)
    (inner / "file").touch()
    inner.chmod(0)
    inner.parent.chmod(0)
    folder.chmod(0)


def awkward(folder: Path) -> None:
    for name in ("-rf", "new\nline", "n" * 255, "umlaut ü", " "):
        (folder / name).mkdir()
        os.mkfifo(folder / name / name)
    os.mkdir(os.fsencode(folder) + b"/\xff\xfe")
    (folder / "link").symlink_to("/")
    (folder / "loop").symlink_to("loop")


@pytest.mark.parametrize("make", [deep, locked, awkward])
def test_any_tree_can_be_removed(tmp_path: Path, make):
    tree = tmp_path / "tree"
    tree.mkdir()
    make(tree)

    files.remove_tree(str(tree))

    assert list(tmp_path.iterdir()) == []


def test_a_link_is_removed_and_not_followed(tmp_path: Path):
    kept = tmp_path / "kept"
    kept.mkdir(mode=0o750)
    (kept / "file").touch()
    link = tmp_path / "link"
    link.symlink_to(kept)

    files.remove_tree(str(link))

    assert sorted(path.name for path in tmp_path.rglob("*")) == ["file", "kept"]
    assert stat.S_IMODE(kept.stat().st_mode) == 0o750


def test_new_are_only_the_owners_paths_that_were_not_there():
    before = files.listing()
    path = Path(f"/tmp/grading-test-{os.getpid()}")
    path.mkdir()

    try:
        mine = files.new(before, owner=os.geteuid())
        anothers = files.new(before, owner=os.geteuid() + 1)
    finally:
        path.rmdir()

    assert str(path) in mine
    assert str(path) not in anothers


def test_homes_that_nobody_holds_are_removed_and_held_ones_not():
    numbers = range(3)
    held, left, plain = (Path(f"/tmp/grading-test-{os.getpid()}-{number}") for number in numbers)
    holder, former = files.make_home(str(held)), files.make_home(str(left))
    (left / "something").touch()
    plain.mkdir()
    os.close(former)

    try:
        files.remove_abandoned_homes("grading-test-")

        assert [path.exists() for path in (held, left, plain)] == [True, False, False]
    finally:
        os.close(holder)
        held.rmdir()


MAKE_IPC = """
import ctypes
libc = ctypes.CDLL(None)
print(libc.shmget(0, 4096, 0o1600), libc.msgget(0, 0o1600), libc.semget(0, 1, 0o1600))
"""


def test_shared_memory_messages_and_semaphores_outlive_their_maker_but_not_us():
    before = ipc.listing()
    made = subprocess.run([sys.executable, "-c", MAKE_IPC], capture_output=True, check=True)
    numbers = [int(word) for word in made.stdout.split()]
    expected = set(zip(("shm", "msg", "sem"), numbers, strict=True))

    new = [one for one in ipc.new(before, owner=os.geteuid()) if (one.kind, one.number) in expected]
    for resource in new:
        ipc.remove(resource)

    assert {(one.kind, one.number) for one in new} == expected
    assert {(one.kind, one.number) for one in ipc.listing()} & expected == set()


LIMIT_AND_SLEEP = """
import os, sys, time
sys.path.insert(0, {project!r})
from grading.sandbox import limits
if sys.argv[1] == "keeper's":
    limits.mark_keeper()
pid = os.fork()
if pid and sys.argv[1] == "nobody's":
    os._exit(0)
if pid:
    os.waitpid(pid, 0)
    os._exit(0)
limits.limit_zygote()
os.write(1, b"%d\\n" % os.getpid())
time.sleep(1000)
"""


def start(whose: str) -> tuple[subprocess.Popen[bytes], int]:
    """Start a process with a zygote's limits; return who started it, and its pid."""
    code = LIMIT_AND_SLEEP.format(project=str(PROJECT))
    process = subprocess.Popen([sys.executable, "-c", code, whose], stdout=subprocess.PIPE)
    assert process.stdout is not None
    return process, int(process.stdout.readline())


def test_a_zygote_without_a_keeper_is_killed_and_one_with_it_is_not():
    keeper, child = start("keeper's")
    nobody, orphan = start("nobody's")
    nobody.wait()

    try:
        processes.kill_orphans()

        assert (is_running(orphan), is_running(child)) == (False, True)
    finally:
        os.kill(child, 9)
        keeper.wait()
        for process in (keeper, nobody):
            assert process.stdout is not None
            process.stdout.close()


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False
