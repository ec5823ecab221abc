"""Installed filters do in the kernel what they say in the interpreter."""

import ctypes
import errno
import mmap
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from grading.sandbox.filters import filter_for, install
from grading.sandbox.filters.numbers import NUMBERS
from grading.sandbox.system_calls import refuse_new_privileges
from tests.grading.sandbox.filters.answers import ALLOW_LISTS, EVERY_BIT
from tests.grading.sandbox.filters.forked import (
    filtered,
    in_child,
    raw_call,
    run_program,
    skip_without_filters,
)
from tests.grading.sandbox.filters.interpreter import answer

MACHINE = os.uname().machine
NEVER_TRIED = (
    "vhangup",  # would hang up on us, were it not refused
    *("uprobe", "uretprobe"),  # no filter sees them since Linux 6.14; see `profiles`
)
ERRNO = 0x0005_0000

skip_without_filters()


@pytest.mark.parametrize("argument", [0, EVERY_BIT])
@pytest.mark.parametrize("profile", ALLOW_LISTS)
def test_the_kernel_refuses_what_the_interpreter_refuses(profile: str, argument: int):
    """Every call that is refused is made, with arguments that could do no harm either."""
    program = filter_for(profile)
    six = (argument,) * 6
    refused = {
        number: answered & 0xFFFF
        for number in range(600)
        if (answered := answer(program, MACHINE, number, six)) & 0xFFFF_0000 == ERRNO
    }
    for name in NEVER_TRIED:
        refused.pop(NUMBERS[MACHINE].get(name, 0), None)

    def differences() -> list[tuple[int, int]]:
        return [
            (number, code) for number, code in refused.items() if failed_with(number, *six) != code
        ]

    assert len(refused) > 200
    assert in_child(filtered(profile), differences) == "[]"


def failed_with(number: int, *arguments: int) -> int:
    try:
        raw_call(number, *arguments)
    except OSError as error:
        return error.errno or 0
    return 0


def test_both_halves_of_an_argument_are_looked_at_by_the_kernel():
    """The kernel itself would take the first for F_GETFD of descriptor 1."""
    fcntl_number, get_flags = NUMBERS[MACHINE]["fcntl"], 1

    assert in_child(lambda: raw_call(fcntl_number, 1, 1 << 32 | get_flags) >= 0) == "True"
    assert (
        in_child(filtered("python"), lambda: raw_call(fcntl_number, 1, 1 << 32 | get_flags))
        == "EPERM"
    )
    assert in_child(filtered("python"), lambda: raw_call(fcntl_number, 1, get_flags) >= 0) == "True"


@pytest.mark.skipif(MACHINE != "x86_64", reason="this machine has no calls of i386")
def test_a_call_of_i386_kills():
    """`int 0x80` enters the kernel by the old door, where 20 is getpid."""
    code = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    code.write(b"\xb8\x14\x00\x00\x00\xcd\x80\xc3")  # mov eax, 20; int 0x80; ret
    address = ctypes.addressof(ctypes.c_char.from_buffer(code))
    getpid = ctypes.CFUNCTYPE(ctypes.c_int)(address)
    if not in_child(getpid).isdigit():
        pytest.skip("this machine has no calls of i386")

    assert in_child(filtered("program"), getpid) == "SIGSYS"


@pytest.mark.skipif(MACHINE != "x86_64", reason="this machine has no x32 calls")
def test_an_x32_call_kills():
    getpid_of_x32 = 0x4000_0000 | 39

    assert in_child(filtered("program"), lambda: raw_call(getpid_of_x32)) == "SIGSYS"


def test_a_number_that_no_kernel_has_is_not_there():
    assert in_child(filtered("python"), lambda: raw_call(599)) == "ENOSYS"


def test_a_run_may_signal_itself_and_nobody_else():
    steps = (filtered("program", "no_processes", signals=True),)
    parent = os.getpid()

    assert in_child(*steps, lambda: os.kill(os.getpid(), 0)) == "None"
    assert in_child(*steps, lambda: os.kill(parent, 0)) == "EPERM"
    assert in_child(*steps, lambda: os.kill(0, 0)) == "EPERM"
    assert in_child(*steps, lambda: os.kill(-1, 0)) == "EPERM"


def test_with_leave_to_signal_itself_abort_is_what_it_is():
    """Without, the C library falls back on an instruction that is not allowed."""
    by_signal = in_child(filtered("program", "no_processes", signals=True), os.abort)
    by_instruction = in_child(filtered("program"), os.abort)

    assert by_signal == "SIGABRT"
    assert by_instruction in ("SIGSEGV", "SIGILL", "SIGTRAP")


def test_the_stricter_of_two_filters_counts():
    fork = filtered("program")
    no_fork = filtered("program", "no_processes")

    assert in_child(fork, own_child_status) == "0"
    assert in_child(no_fork, own_child_status) == "EPERM"


def own_child_status() -> int:
    if os.fork() == 0:
        os._exit(0)
    return os.wait()[1]


def test_a_filter_outlives_exec_and_fork():
    code = "import os, socket\nif os.fork() == 0: socket.socket()\nprint(os.wait()[1])"

    ended = run_program(filtered("program"), sys.executable, "-I", "-S", "-c", code)

    assert "PermissionError: [Errno 1]" in ended.output
    assert ended.output.endswith("\n256\n")


def test_the_stem_can_do_its_work():
    """As stem.py does it: fork, watch by pidfd, wait, and speak over an open channel."""
    ours, theirs = os.pipe()

    def work() -> str:
        import _socket
        import select

        run = os.fork()
        if run == 0:
            signal.pause()
        pidfd = os.pidfd_open(run)
        waiting = select.poll()
        waiting.register(pidfd, select.POLLIN)
        quiet = waiting.poll(1)
        signal.pidfd_send_signal(pidfd, signal.SIGKILL)
        waiting.poll()
        os.close(pidfd)
        _pid, status, usage = os.wait4(run, 0)
        channel = _socket.socket(fileno=left.detach())
        channel.sendmsg([b"ended"], [], _socket.MSG_NOSIGNAL)
        os.closerange(100, 110)
        os.dup2(theirs, 120)
        return f"{quiet} {os.WTERMSIG(status)} {usage.ru_maxrss > 0} {right.recv(10).decode()}"

    import socket

    left, right = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    said = in_child(filtered("python"), work)
    os.close(ours)
    os.close(theirs)
    right.close()
    left.close()

    assert said == "[] 9 True ended"


@pytest.mark.parametrize("junk", [b"", b"\0" * 8, b"\6\0\0"])
def test_what_is_no_program_is_refused(junk: bytes):
    assert in_child(refuse_new_privileges, lambda: install(junk)) == "EINVAL"


@pytest.mark.skipif(os.geteuid() != 0, reason="only as root: changes to a user without rights")
def test_without_leave_it_is_an_error():
    def no_leave() -> None:
        os.setresuid(65534, 65534, 65534)
        status = Path("/proc/self/status").read_text()
        assert "NoNewPrivs:\t0" in status, "the tests themselves run without new privileges"

    assert in_child(no_leave, lambda: install(filter_for("python"))) == errno.errorcode[13]


def test_it_imports_nothing_that_the_zygote_does_not_have():
    code = (
        f"import os, sys, errno, __future__, _ctypes; sys.path.insert(0, {os.getcwd()!r});"
        "before = set(sys.modules);"
        "import grading.sandbox.filters.installing; print(*sorted(set(sys.modules) - before))"
    )

    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True, check=True
    )

    assert done.stdout.split() == [
        "grading",
        "grading.sandbox",
        "grading.sandbox.filters",
        "grading.sandbox.filters.installing",
        "grading.sandbox.system_calls",
    ]
