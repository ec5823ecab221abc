"""What Lambda refuses is refused with the same error, and nothing else is."""

import ctypes
import errno
import itertools
import json
import mmap
import os
import platform
import resource
import signal
import struct
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.lambda_double import place, rules
from tests.skips import under_lambdas_rules

MACHINE = platform.machine()
COLUMN = {"x86_64": 0, "aarch64": 1}[MACHINE]
USER_ID = 60990
SESSION_KEYRING = -3
SIGCHLD = 17

AS_ROOT = os.geteuid() == 0
only_as_root = pytest.mark.skipif(
    not AS_ROOT, reason="only as root: nobody else may install a filter without NoNewPrivs"
)

libc = ctypes.CDLL(None, use_errno=True)


def under_the_rules[T](question: Callable[[], T]) -> T:
    """Ask in a process under Lambda's rules; no interpreter has to be found there."""
    reading, writing = os.pipe()
    outer = os.fork()
    if outer == 0:
        try:
            place.leave_namespaces()
            inner = os.fork()
            if inner == 0:
                place.furnish()
                place.renounce(USER_ID)
                os.write(writing, json.dumps(question()).encode())
                os._exit(0)
            os.waitpid(inner, 0)
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as answer:
        content = answer.read()
    os.waitpid(outer, 0)
    result: T = json.loads(content)
    return result


def system_call(number: int, *arguments: int) -> int:
    """Return what the call returns, or minus its error."""
    result: int = libc.syscall(ctypes.c_long(number), *map(ctypes.c_long, arguments))
    return result if result >= 0 else -ctypes.get_errno()


@only_as_root
@pytest.mark.parametrize(
    ("calls", "error"),
    [(rules.NOT_PERMITTED, errno.EPERM), (rules.NOT_IMPLEMENTED, errno.ENOSYS)],
    ids=["not permitted", "not implemented"],
)
def test_each_refused_call_fails_with_its_error(calls: dict[str, rules.Numbers], error: int):
    def ask() -> dict[str, int]:
        zeros = (0,) * 6
        return {name: system_call(numbers[COLUMN], *zeros) for name, numbers in calls.items()}

    assert under_the_rules(ask) == dict.fromkeys(calls, -error)


@only_as_root
def test_no_child_gets_a_namespace_of_its_own():
    flags = [1 << bit for bit in range(32) if rules.NEW_NAMESPACES & 1 << bit]

    def clone(flag: int) -> int:
        child = system_call(rules.CLONE[COLUMN], flag | SIGCHLD, 0, 0, 0, 0)
        if child == 0:
            os._exit(0)
        return child

    assert len(flags) == 7
    assert under_the_rules(lambda: [clone(flag) for flag in flags]) == [-errno.EPERM] * 7


@only_as_root
def test_the_process_has_no_rights_and_could_not_get_any():
    def ask() -> dict[str, str]:
        lines = Path("/proc/self/status").read_text().splitlines()
        return dict(line.split(":\t", 1) for line in lines if line.startswith(("Cap", "NoNew")))

    none = dict.fromkeys(("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"), "0" * 16)
    assert under_the_rules(ask) == none | {"NoNewPrivs": "0"}
    assert under_the_rules(lambda: [*os.getresuid(), *os.getresgid(), *os.getgroups()]) == (
        [USER_ID] * 6
    )


@only_as_root
def test_skips_are_judged_by_what_is_refused():
    assert under_the_rules(under_lambdas_rules)


@only_as_root
def test_there_are_only_our_processes_and_few_devices_and_no_shared_memory_files():
    def ask() -> list[list[str]]:
        return [
            [name for name in os.listdir("/proc") if name.isdigit()],
            sorted(os.listdir("/dev")),
            [name for name in ("/dev", "/dev/shm") if os.access(name, os.W_OK)],
        ]

    devices = ["fd", "full", "null", "random", "stderr", "stdin", "stdout", "urandom", "zero"]
    assert under_the_rules(ask) == [["1"], devices, []]


class Neighbour:
    """Another program of the same user, to be looked into and sent signals."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(["sleep", "60"])
        maps = Path(f"/proc/{self.process.pid}/maps")
        while "libc" not in maps.read_text():  # until it is the program, and loaded
            pass
        lines = [line.split() for line in maps.read_text().splitlines()]
        starts = {line[-1]: int(line[0].partition("-")[0], 16) for line in reversed(lines)}
        self.head, self.stack = int(lines[0][0].partition("-")[0], 16), starts["[stack]"]

    def copy(self, call: str, address: int, text: bytes) -> bytes:
        mine = ctypes.create_string_buffer(text, len(text))
        local = struct.pack("@PN", ctypes.addressof(mine), len(text))  # struct iovec
        remote = struct.pack("@PN", address, len(text))
        getattr(libc, call)(self.process.pid, local, 1, remote, 1, 0)
        return mine.raw

    def reads_memory(self) -> bool:
        return self.copy("process_vm_readv", self.head, bytes(4)) == b"\x7fELF"

    def writes_memory(self) -> bool:
        self.copy("process_vm_writev", self.stack, b"mail")
        return self.copy("process_vm_readv", self.stack, bytes(4)) == b"mail"

    def changes_limits(self) -> bool:
        resource.prlimit(self.process.pid, resource.RLIMIT_CORE, (0, 0))
        return resource.prlimit(self.process.pid, resource.RLIMIT_CORE) == (0, 0)

    def kills(self) -> bool:
        os.kill(self.process.pid, signal.SIGKILL)
        return self.process.wait(10) == -signal.SIGKILL


def system_v_ipc() -> bool:
    created = 0o1600
    segment, queue = libc.shmget(0, 4096, created), libc.msgget(0, created)
    semaphores = libc.semget(0, 1, created)
    removed = [libc.shmctl(segment, 0, None), libc.msgctl(queue, 0, None)]
    return removed == [0, 0] and libc.semctl(semaphores, 0, 0) == 0


def keyring() -> bool:
    add_key = {"x86_64": 248, "aarch64": 217}[MACHINE]
    arguments = (b"user", b"name", b"secret", 6, SESSION_KEYRING)
    return int(libc.syscall(add_key, *arguments)) > 0


def thread() -> bool:
    worker = threading.Thread(target=print)
    worker.start()
    worker.join(10)
    return not worker.is_alive()


@only_as_root
def test_what_is_not_known_to_be_refused_works():
    def ask() -> list[bool]:
        neighbour = Neighbour()
        return [
            neighbour.reads_memory(),
            neighbour.writes_memory(),
            neighbour.changes_limits(),
            neighbour.kills(),
            system_v_ipc(),
            keyring(),
            os.memfd_create("x") >= 0,
            thread(),
        ]

    assert under_the_rules(ask) == [True] * 8


@only_as_root
@pytest.mark.skipif(MACHINE != "x86_64", reason="this machine has no 32-bit x86 calls")
def test_a_32_bit_call_is_no_way_round():
    prctl, getpid = rules.NOT_PERMITTED["prctl"][2], 20

    def ask() -> list[int]:
        code = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
        # push rbx; mov eax, edi; xor ebx, ebx; int 0x80; pop rbx; ret
        code.write(bytes.fromhex("53 89f8 31db cd80 5b c3"))
        address = ctypes.addressof(ctypes.c_char.from_buffer(code))
        call = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_int)(address)
        return [call(prctl), call(getpid)]

    assert under_the_rules(ask) == [-errno.EPERM, 1]


def answer(architecture: int, number: int, first_argument: int = 0) -> int:
    """Return what the kernel would do: an error number, or 0 for going on."""
    data = struct.pack("=IIQQ", number, architecture, 0, first_argument)
    program = list(struct.iter_unpack("=HBBI", rules.filter_program()))
    accumulator = position = 0
    while True:
        code, when_true, when_false, constant = program[position]
        position += 1
        if code == rules.LOAD:
            (accumulator,) = struct.unpack_from("=I", data, constant)
        elif code == rules.RETURN:
            return constant & 0xFFFF if constant != rules.ALLOW else 0
        else:
            equal = accumulator == constant
            holds = equal if code == rules.JUMP_IF_EQUAL else bool(accumulator & constant)
            position += when_true if holds else when_false


@pytest.mark.parametrize("column", [0, 1, 2], ids=["x86-64", "arm64", "32-bit x86"])
def test_every_number_of_each_architecture_gets_the_answer_of_the_table(column: int):
    expected = dict.fromkeys(range(600), 0)
    expected |= {numbers[column]: errno.EPERM for numbers in rules.NOT_PERMITTED.values()}
    expected |= {numbers[column]: errno.ENOSYS for numbers in rules.NOT_IMPLEMENTED.values()}
    architecture = rules.ARCHITECTURES[column]
    clone = rules.CLONE[column]

    assert {number: answer(architecture, number) for number in expected} == expected
    assert answer(architecture, clone, SIGCHLD) == 0
    assert answer(architecture, clone, SIGCHLD | 0x1000_0000) == errno.EPERM
    assert answer(architecture, rules.X32_BIT | 39) == errno.ENOSYS


def test_a_strangers_architecture_has_no_calls():
    arm_32 = 0x4000_0028

    assert [answer(arm_32, number) for number in (1, 172)] == [errno.ENOSYS] * 2


def double(*command: str, **options: Any) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.lambda_double", "--user-id", str(USER_ID), "--", *command],
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        text=True,
        **options,
    )


@only_as_root
def test_a_command_is_run_as_that_user_and_its_exit_status_handed_on():
    command = double("sh", "-c", "id -u; id -g; echo $$; exit 7")

    output, _ = command.communicate(timeout=20)

    assert (output.split(), command.returncode) == ([str(USER_ID), str(USER_ID), "1"], 7)


@only_as_root
@pytest.mark.parametrize(
    ("sent", "status"), [(signal.SIGTERM, 128 + signal.SIGKILL), (signal.SIGINT, 3)]
)
def test_the_command_ends_when_we_are_told_to_and_so_does_what_it_started(
    sent: signal.Signals, status: int
):
    mark = f"6{next(_numbers)}"  # seconds, by which the process is found again
    with double("sh", "-c", f"trap 'exit 3' INT; sleep {mark} & echo ready; wait") as command:
        assert command.stdout is not None
        assert command.stdout.readline() == "ready\n"

        command.send_signal(sent)

        assert command.wait(20) == status
    assert not any(f"sleep\0{mark}\0" in words for words in command_lines())


_numbers = itertools.count(os.getpid())


def command_lines() -> list[str]:
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            found.append(path.read_text())
        except OSError:
            continue
    return found
