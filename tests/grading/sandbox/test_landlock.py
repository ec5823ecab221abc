"""Landlock keeps a process to its paths, with each version of it that a kernel may have.

Each older version is played by asking this kernel for no more than that.
"""

import fcntl
import os
import signal
import socket
import subprocess
import sys
import termios
from collections.abc import Callable
from pathlib import Path

import pytest

from grading.sandbox import landlock
from grading.sandbox.filters import filter_for, install
from grading.sandbox.system_calls import refuse_new_privileges
from tests.grading.sandbox.filters.forked import in_child

OFFERED = landlock.abi()

if OFFERED == 0:
    pytest.skip("this machine has no Landlock", allow_module_level=True)

VERSIONS = [
    pytest.param(
        version,
        marks=pytest.mark.skipif(
            version > OFFERED, reason=f"this machine has no Landlock ABI {version}"
        ),
    )
    for version in range(1, landlock.NEWEST_ABI + 1)
]
with_each_version = pytest.mark.parametrize("version", VERSIONS)

SYSTEM = ["/usr", "/lib", "/lib64", "/bin", "/etc/ld.so.cache"]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Folders "readable", "writable" and "outside", each with a file "text" and an empty folder."""
    for name in ("readable", "writable", "outside"):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "text").write_text(f"a {name} text")
        (folder / "empty").mkdir()
    return tmp_path


def confined(place: Path, version: int) -> Callable[[], object]:
    return lambda: (
        refuse_new_privileges(),
        landlock.restrict(
            read=[str(place / "readable")], write=[str(place / "writable")], abi=version
        ),
    )


@with_each_version
def test_only_named_folders_can_be_read(place: Path, version: int):
    found = {
        name: in_child(confined(place, version), (place / name / "text").read_text)
        for name in ("readable", "writable", "outside")
    }

    assert found == {
        "readable": "a readable text",
        "writable": "a writable text",
        "outside": "EACCES",
    }


@with_each_version
def test_only_named_folders_can_be_listed(place: Path, version: int):
    found = [
        in_child(confined(place, version), lambda path=path: sorted(os.listdir(path)))
        for path in (place / "readable", place / "outside", place, Path("/"))
    ]

    assert found == ["['empty', 'text']", "EACCES", "EACCES", "EACCES"]


CHANGES: dict[str, Callable[[Path], object]] = {
    "overwrite": lambda folder: (folder / "text").write_text("new"),
    "append": lambda folder: os.open(folder / "text", os.O_WRONLY | os.O_APPEND) and None,
    "make a file": lambda folder: (folder / "new").write_text("new"),
    "make a folder": lambda folder: (folder / "new").mkdir(),
    "rename": lambda folder: (folder / "text").rename(folder / "new"),
    "remove": lambda folder: (folder / "text").unlink(),
    "remove a folder": lambda folder: (folder / "empty").rmdir(),
}


def contents(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() if path.is_file() else "" for path in folder.iterdir()}


@with_each_version
@pytest.mark.parametrize("change", CHANGES)
def test_only_the_writable_folder_can_be_changed(place: Path, version: int, change: str):
    def changed(name: str) -> str:
        return in_child(
            confined(place, version), lambda: CHANGES[change](place / name), lambda: "changed"
        )

    assert changed("writable") == "changed"
    for name in ("readable", "outside"):
        before = contents(place / name)
        refused = in_child(
            confined(place, version), lambda name=name: CHANGES[change](place / name)
        )
        assert refused == "EACCES"
        assert contents(place / name) == before


@with_each_version
def test_nothing_odd_can_be_made_in_the_writable_folder(place: Path, version: int):
    new = place / "writable" / "new"

    made = [
        in_child(confined(place, version), make)
        for make in (
            lambda: os.mkfifo(new),
            lambda: os.symlink("/etc/passwd", new),
            lambda: socket.socket(socket.AF_UNIX).bind(str(new)),
        )
    ]

    assert made == ["EACCES"] * 3
    assert not new.is_symlink()
    assert not new.exists()


@with_each_version
def test_files_move_between_writable_folders_from_version_2_on(place: Path, version: int):
    (place / "writable" / "below").mkdir()
    file = place / "writable" / "text"

    moved = in_child(
        confined(place, version), lambda: file.rename(place / "writable" / "below" / "text")
    )

    assert moved.endswith("below/text") if version >= 2 else moved == "EXDEV"


@with_each_version
def test_a_file_cannot_be_linked_out_of_a_folder(place: Path, version: int):
    secret = place / "outside" / "text"

    linked = in_child(confined(place, version), lambda: os.link(secret, place / "writable" / "own"))

    assert linked in ("EACCES", "EXDEV")


@with_each_version
def test_truncating_is_refused_from_version_3_on(place: Path, version: int):
    def truncated(name: str) -> str:
        return in_child(confined(place, version), lambda: os.truncate(place / name / "text", 1))

    assert truncated("writable") == "None"
    assert truncated("outside") == ("EACCES" if version >= 3 else "None")
    assert truncated("readable") == ("EACCES" if version >= 3 else "None")


@with_each_version
def test_tcp_is_refused_from_version_4_on(place: Path, version: int):
    expected = "EACCES" if version >= 4 else "None"
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = server.getsockname()

        connected = in_child(confined(place, version), lambda: socket.socket().connect(address))
        bound = in_child(confined(place, version), lambda: socket.socket().bind(("127.0.0.1", 0)))

    assert (connected, bound) == (expected, expected)


@with_each_version
def test_devices_take_no_requests_from_version_5_on(version: int):
    def ask() -> object:
        with open("/dev/null", "rb") as device:
            return fcntl.ioctl(device, termios.TCGETS, bytes(64))

    asked = in_child(
        refuse_new_privileges,
        lambda: landlock.restrict(read=["/dev/null"], write=[], abi=version),
        ask,
    )

    assert asked == ("EACCES" if version >= 5 else "ENOTTY")


@with_each_version
def test_signals_stay_inside_from_version_6_on(place: Path, version: int):
    def end_own_child() -> int:
        child = os.fork()
        if child == 0:
            signal.pause()
        os.kill(child, signal.SIGTERM)
        return os.WTERMSIG(os.waitpid(child, 0)[1])

    tester = os.getpid()
    to_us = in_child(confined(place, version), lambda: os.kill(tester, 0))
    to_its_child = in_child(confined(place, version), end_own_child)

    assert to_us == ("EPERM" if version >= 6 else "None")
    assert to_its_child == str(int(signal.SIGTERM))


@with_each_version
def test_a_descriptor_sends_no_signal_out_from_version_6_on(place: Path, version: int):
    """F_SETOWN names a process to signal; a pipe with O_ASYNC does so when written to."""
    received: set[int] = set()
    usual = signal.signal(signal.SIGUSR1, lambda number, _frame: received.add(number))
    tester = os.getpid()

    def send() -> None:
        reading, writing = os.pipe()
        fcntl.fcntl(reading, fcntl.F_SETOWN, tester)
        fcntl.fcntl(reading, 10, signal.SIGUSR1)  # F_SETSIG
        fcntl.fcntl(reading, fcntl.F_SETFL, os.O_ASYNC)
        os.write(writing, b"x")

    try:
        in_child(confined(place, version), send)
    finally:
        signal.signal(signal.SIGUSR1, usual)

    assert received == (set() if version >= 6 else {signal.SIGUSR1})


@with_each_version
def test_abstract_sockets_are_out_of_reach_from_version_6_on(place: Path, version: int):
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(f"\0landlock-test-{os.getpid()}")
        server.listen()
        address = server.getsockname()

        connected = in_child(
            confined(place, version), lambda: socket.socket(socket.AF_UNIX).connect(address)
        )

    assert connected == ("EPERM" if version >= 6 else "None")


def test_a_single_file_can_be_named(place: Path):
    text, other = place / "outside" / "text", place / "outside" / "other"
    other.write_text("other")

    def restrict() -> None:
        refuse_new_privileges()
        landlock.restrict(read=[str(text)], write=[])

    assert in_child(restrict, text.read_text) == "a outside text"
    assert in_child(restrict, lambda: text.write_text("new")) == "EACCES"
    assert in_child(restrict, other.read_text) == "EACCES"


def test_a_single_file_can_be_written(place: Path):
    text = place / "outside" / "text"

    written = in_child(
        refuse_new_privileges,
        lambda: landlock.restrict(read=[], write=[str(text)]),
        lambda: text.write_text("new"),
    )

    assert (written, text.read_text()) == ("3", "new")


def test_a_path_that_is_not_there_is_left_out(place: Path):
    text = place / "readable" / "text"
    missing = [str(place / "nowhere"), str(text / "below a file")]

    read = in_child(
        refuse_new_privileges,
        lambda: landlock.restrict(read=[*missing, str(text)], write=missing),
        text.read_text,
    )

    assert read == "a readable text"


def test_a_link_stands_for_what_it_leads_to(place: Path):
    (place / "link").symlink_to(place / "readable")

    def restrict() -> None:
        refuse_new_privileges()
        landlock.restrict(read=[str(place / "link")], write=[])

    assert in_child(restrict, (place / "link" / "text").read_text) == "a readable text"
    assert in_child(restrict, (place / "outside" / "text").read_text) == "EACCES"


def test_a_link_in_the_folder_does_not_lead_out(place: Path):
    (place / "readable" / "link").symlink_to(place / "outside" / "text")

    read = in_child(confined(place, OFFERED), (place / "readable" / "link").read_text)

    assert read == "EACCES"


@with_each_version
def test_only_what_may_be_read_may_be_executed(place: Path, version: int):
    def ran(read: list[str], program: str) -> str:
        return in_child(
            refuse_new_privileges,
            lambda: landlock.restrict(read=read, write=[], abi=version),
            lambda: os.posix_spawn(program, [program], {}) and os.wait()[1],
        )

    own = place / "outside" / "true"
    own.write_bytes(Path("/bin/true").read_bytes())
    own.chmod(0o755)
    assert ran(SYSTEM, "/bin/true") == "0"
    assert ran(SYSTEM, str(own)) == "EACCES"


def test_files_without_a_path_are_not_confined(place: Path):
    """The launcher is a memfd that is started through /proc/self/fd."""
    program = os.memfd_create("true")
    os.write(program, Path("/bin/true").read_bytes())

    def start() -> int:
        path = f"/proc/self/fd/{program}"
        return os.posix_spawn(path, [path], {}) and os.wait()[1]

    started = in_child(
        refuse_new_privileges, lambda: landlock.restrict(read=SYSTEM, write=[]), start
    )
    os.close(program)

    assert started == "0"


def test_open_descriptors_go_on_working(place: Path):
    with open(place / "outside" / "text") as file:
        read = in_child(confined(place, OFFERED), file.read)

    assert read == "a outside text"


def test_a_second_call_only_takes_away(place: Path):
    def narrower() -> None:
        landlock.restrict(read=[str(place / "outside"), str(place / "readable")], write=[])

    steps = (confined(place, OFFERED), narrower)

    assert in_child(*steps, (place / "readable" / "text").read_text) == "a readable text"
    assert in_child(*steps, (place / "writable" / "text").read_text) == "EACCES"
    assert in_child(*steps, (place / "outside" / "text").read_text) == "EACCES"


def test_no_descriptor_is_left_open(place: Path):
    def restrict_and_count() -> int:
        before = sorted(os.listdir("/proc/self/fd"))
        landlock.restrict(read=["/proc", str(place)], write=[str(place / "writable"), "/nowhere"])
        return sorted(os.listdir("/proc/self/fd")) == before

    assert in_child(refuse_new_privileges, restrict_and_count) == "True"


def test_a_newer_version_than_the_kernels_is_not_asked_for(place: Path):
    read = in_child(confined(place, OFFERED + 1), (place / "outside" / "text").read_text)

    assert read == "EACCES"


def test_a_kernel_without_landlock_is_recognised():
    """A filter answers for the kernel here, as kernels before 5.13 would."""
    steps = (refuse_new_privileges, lambda: install(filter_for("threads")))

    assert in_child(*steps, landlock.abi) == "0"
    assert in_child(*steps, lambda: landlock.restrict(read=[], write=[])) == "ENOSYS"


@pytest.mark.skipif(os.geteuid() != 0, reason="only as root: changes to a user without rights")
def test_a_path_that_the_user_cannot_reach_is_an_error(place: Path):
    (place / "outside").chmod(0o700)

    restricted = in_child(
        lambda: os.setresuid(65534, 65534, 65534),
        refuse_new_privileges,
        lambda: landlock.restrict(read=[str(place / "outside" / "text")], write=[]),
    )

    assert restricted == "EACCES"


def test_it_imports_nothing_that_the_zygote_does_not_have():
    code = (
        f"import os, sys, errno, __future__, _ctypes; sys.path.insert(0, {os.getcwd()!r});"
        "before = set(sys.modules);"
        "import grading.sandbox.landlock; print(*sorted(set(sys.modules) - before))"
    )

    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True, check=True
    )

    assert done.stdout.split() == [
        "grading",
        "grading.sandbox",
        "grading.sandbox.landlock",
        "grading.sandbox.system_calls",
    ]
