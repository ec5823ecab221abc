"""The tables of system calls agree with what is known of them from elsewhere."""

import os

import pytest

from grading.sandbox import system_calls
from grading.sandbox.filters.numbers import NUMBERS
from tests.grading.sandbox.filters.forked import raw_call

# From the manual page syscalls(2) and the C headers of Debian 12 (linux-libc-dev 6.1).
KNOWN = {
    "x86_64": {
        **{"read": 0, "brk": 12, "socket": 41, "clone": 56, "kill": 62, "ptrace": 101},
        **{"getpgid": 121, "_sysctl": 156, "gettid": 186, "futex": 202, "vserver": 236},
        **{"keyctl": 250, "openat": 257, "prlimit64": 302, "bpf": 321, "rseq": 334},
    },
    "aarch64": {
        **{"io_setup": 0, "umount2": 39, "nfsservctl": 42, "openat": 56, "read": 63},
        **{"exit": 93, "futex": 98, "kill": 129, "uname": 160, "getpid": 172, "socket": 198},
        **{"keyctl": 219, "clone": 220, "recvmmsg": 243, "wait4": 260, "prlimit64": 261},
        **{"bpf": 280, "rseq": 293, "kexec_file_load": 294},
    },
}
ON_BOTH = {"pidfd_send_signal": 424, "io_uring_setup": 425, "clone3": 435, "openat2": 437}
ON_BOTH |= {"landlock_restrict_self": 446, "set_mempolicy_home_node": 450, "mseal": 462}
ON_BOTH |= {"file_setattr": 469}


@pytest.mark.parametrize("machine", NUMBERS)
def test_known_numbers_are_in_the_table(machine: str):
    known = KNOWN[machine] | ON_BOTH

    assert {name: NUMBERS[machine].get(name) for name in known} == known


@pytest.mark.parametrize("machine", NUMBERS)
def test_a_number_has_one_name(machine: str):
    numbers = list(NUMBERS[machine].values())

    assert len(set(numbers)) == len(numbers)


def test_the_tables_are_complete():
    # 0 to 336 and 424 to 469; 0 to 243, 260 to 294 and 424 to 469
    assert {machine: len(table) for machine, table in NUMBERS.items()} == {
        "x86_64": 337 + 46,
        "aarch64": 244 + 35 + 46,
    }


def test_arm64_has_none_of_the_old_calls():
    """They were replaced before the machine was born, so a rule for one means nothing there."""
    old = {"open", "stat", "poll", "fork", "vfork", "pipe", "dup2", "select", "arch_prctl"}

    assert old & NUMBERS["aarch64"].keys() == set()
    assert old <= NUMBERS["x86_64"].keys()


@pytest.mark.parametrize("machine", NUMBERS)
def test_what_the_sandbox_calls_has_the_same_number(machine: str):
    called = vars(system_calls)["_NUMBERS"][machine]

    assert {name: NUMBERS[machine][name] for name in called} == called


def test_the_kernel_knows_us_by_these_numbers():
    number = NUMBERS[os.uname().machine]["getpid"]

    assert raw_call(number) == os.getpid()
