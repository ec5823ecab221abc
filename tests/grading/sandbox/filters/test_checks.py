"""With which arguments a call is allowed, on both machines.

The expectations are written from the sandbox's facts and from the manual pages, with
plain numbers, not from the rules.
"""

import pytest

from tests.grading.sandbox.filters.answers import (
    ALLOW_LISTS,
    EVERY_BIT,
    RUNS,
    expect,
    for_each,
    on_both,
    said,
)


@for_each
@on_both
def test_what_takes_a_process_takes_the_caller_only(profile: str, machine: str):
    parent, upper_half = 4711, 1 << 32
    calls = ("prlimit64", "sched_setaffinity", "sched_setscheduler", "sched_setparam")

    for call in (*calls, "sched_setattr"):
        assert said(profile, machine, call, 0, 7, 7) == "allowed"
        assert said(profile, machine, call, parent, 7, 7) == "EPERM"
        assert said(profile, machine, call, upper_half, 7, 7) == "EPERM"
    expect(
        profile,
        machine,
        {
            ("setpriority", 0, 0, 19): "allowed",
            ("setpriority", 0, parent, 19): "EPERM",
            ("setpriority", 1, 0, 19): "EPERM",  # PRIO_PGRP
            ("setpriority", 2, 0, 19): "EPERM",  # PRIO_USER
            ("ioprio_set", 1, 0, 0): "allowed",
            ("ioprio_set", 1, parent, 0): "EPERM",
            ("ioprio_set", 2, 0, 0): "EPERM",
            ("ioprio_set", 3, 0, 0): "EPERM",
        },
    )


@for_each
@on_both
def test_descriptors_signal_nobody(profile: str, machine: str):
    expect(
        profile,
        machine,
        {
            ("fcntl", 1, 0): "allowed",  # F_DUPFD
            ("fcntl", 1, 1030, 3): "allowed",  # F_DUPFD_CLOEXEC
            ("fcntl", 1, 1): "allowed",  # F_GETFD
            ("fcntl", 1, 2, 1): "allowed",  # F_SETFD
            ("fcntl", 1, 3): "allowed",  # F_GETFL
            ("fcntl", 1, 4, 0o4000): "allowed",  # F_SETFL, O_NONBLOCK
            ("fcntl", 1, 4, 0o20000): "EPERM",  # F_SETFL, O_ASYNC
            ("fcntl", 1, 8, 4711): "EPERM",  # F_SETOWN
            ("fcntl", 1, 10, 9): "EPERM",  # F_SETSIG
            ("fcntl", 1, 15, 0): "EPERM",  # F_SETOWN_EX
            ("fcntl", 1, 1024, 0): "EPERM",  # F_SETLEASE
            ("fcntl", 1, 1026, 1): "EPERM",  # F_NOTIFY
            ("fcntl", 1, 1031, 0): "EPERM",  # F_SETPIPE_SZ
            ("fcntl", 1, 1033, 15): "EPERM",  # F_ADD_SEALS
            ("fcntl", 1, 1 << 32 | 8, 4711): "EPERM",  # the kernel would see F_SETOWN
            ("ioctl", 0, 0x5401): "allowed",  # TCGETS
            ("ioctl", 0, 0x5451): "allowed",  # FIOCLEX
            ("ioctl", 0, 0x541B): "allowed",  # FIONREAD
            ("ioctl", 0, 0x5452): "EPERM",  # FIOASYNC
            ("ioctl", 0, 0x8901): "EPERM",  # FIOSETOWN
            ("ioctl", 0, 0x8902): "EPERM",  # SIOCSPGRP
            ("ioctl", 0, 0x5412): "EPERM",  # TIOCSTI
            ("ioctl", 0, 0x540E): "EPERM",  # TIOCSCTTY
            ("ioctl", 0, 0x5410): "EPERM",  # TIOCSPGRP
            ("ioctl", 0, 0x541D): "EPERM",  # TIOCCONS
            ("ioctl", 0, 1 << 32 | 0x5452): "EPERM",
        },
    )


@for_each
@on_both
def test_a_process_changes_nothing_about_itself_that_protects_others(profile: str, machine: str):
    expect(
        profile,
        machine,
        {
            ("prctl", 15): "allowed",  # PR_SET_NAME
            ("prctl", 38, 1): "allowed",  # PR_SET_NO_NEW_PRIVS
            ("prctl", 3): "allowed",  # PR_GET_DUMPABLE
            ("prctl", 4, 1): "EPERM",  # PR_SET_DUMPABLE
            ("prctl", 8, 1): "EPERM",  # PR_SET_KEEPCAPS
            ("prctl", 22, 1): "EPERM",  # PR_SET_SECCOMP
            ("prctl", 24, 1): "EPERM",  # PR_CAPBSET_DROP
            ("prctl", 26, 1): "EPERM",  # PR_SET_TSC
            ("prctl", 28, 1): "EPERM",  # PR_SET_SECUREBITS
            ("prctl", 35, 1): "EPERM",  # PR_SET_MM
            ("prctl", 36, 1): "EPERM",  # PR_SET_CHILD_SUBREAPER
            ("prctl", 47, 2): "EPERM",  # PR_CAP_AMBIENT
            ("prctl", 53, 0): "EPERM",  # PR_SET_SPECULATION_CTRL
            ("prctl", 59, 1): "EPERM",  # PR_SET_SYSCALL_USER_DISPATCH
            ("prctl", 62, 0): "EPERM",  # PR_SCHED_CORE
            ("prctl", 0x5961_6D61, 1): "EPERM",  # PR_SET_PTRACER
            ("prctl", 1 << 32 | 15): "EPERM",
            ("personality", 0xFFFF_FFFF): "allowed",
            ("personality", 0x0004_0000): "EPERM",  # ADDR_NO_RANDOMIZE
            ("personality", EVERY_BIT): "EPERM",
            ("arch_prctl", 0x1002, 1): "allowed",  # ARCH_SET_FS
            ("arch_prctl", 0x1011, 1): "EPERM",  # ARCH_GET_CPUID
            ("arch_prctl", 0x1012, 0): "EPERM",  # ARCH_SET_CPUID
            ("arch_prctl", 0x2002, 1): "EPERM",  # ARCH_MAP_VDSO_32
        },
    )


@for_each
@on_both
def test_locks_that_inherit_priority_are_not_there(profile: str, machine: str):
    expect(
        profile,
        machine,
        {
            ("futex", 0, 0): "allowed",  # FUTEX_WAIT
            ("futex", 0, 128 | 1): "allowed",  # FUTEX_WAKE, private
            ("futex", 0, 128 | 256 | 9): "allowed",  # FUTEX_WAIT_BITSET, private, real time
            ("futex", 0, 128 | 6): "ENOSYS",  # FUTEX_LOCK_PI
            ("futex", 0, 11): "ENOSYS",  # FUTEX_WAIT_REQUEUE_PI
            ("futex", 0, 12): "ENOSYS",  # FUTEX_CMP_REQUEUE_PI
            ("futex", 0, 2): "ENOSYS",  # FUTEX_FD
        },
    )


@for_each
@on_both
def test_nobody_is_signalled(profile: str, machine: str):
    for call in (("kill", 0, 9), ("kill", 4711, 9), ("kill", EVERY_BIT, 9), ("kill", 4711, 0)):
        assert said(profile, machine, *call) == "EPERM"
    for number in (0, 6, 9, 19):
        assert said(profile, machine, "tgkill", 4711, 4711, number) == "EPERM"


@on_both
def test_runtimes_may_send_the_signal_that_is_ignored(machine: str):
    """Go takes the processor from its threads by SIGURG, 23."""
    assert {
        profile: said(profile, machine, "tgkill", 4711, 4712, 23) for profile in ALLOW_LISTS
    } == {
        "python": "EPERM",
        "program": "EPERM",
        "threads": "allowed",
        "compile": "allowed",
        "checker": "allowed",
    }


@for_each
@on_both
def test_signals_are_allowed_if_something_else_holds_them_back(profile: str, machine: str):
    for call in ("kill", "tgkill"):
        assert said(profile, machine, call, 4711, 4711, 9, signals=True) == "allowed"
    for call in ("tkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo"):
        assert said(profile, machine, call, 4711, 4711, 9, signals=True) == "EPERM"


O_CREAT, O_TRUNC, O_APPEND, O_PATH, O_TMPFILE = 0o100, 0o1000, 0o2000, 0o10000000, 0o20000000
O_CLOEXEC, O_DIRECTORY_X86, O_DIRECTORY_ARM, O_ASYNC = 0o2000000, 0o200000, 0o40000, 0o20000


@on_both
@pytest.mark.parametrize("profile", RUNS)
def test_runs_open_files_to_read_only(profile: str, machine: str):
    writing = (1, 2, 3, O_CREAT, O_TRUNC, O_APPEND, O_TMPFILE, O_PATH, O_ASYNC, 1 << 32)

    for flags in (0, O_CLOEXEC, O_CLOEXEC | O_DIRECTORY_X86, O_CLOEXEC | O_DIRECTORY_ARM):
        assert said(profile, machine, "openat", 0, 0, flags) == "allowed"
        assert said(profile, machine, "open", 0, flags) in ("allowed", None)
        for more in writing:
            assert said(profile, machine, "openat", 0, 0, flags | more) == "EPERM"
            assert said(profile, machine, "open", 0, flags | more) in ("EPERM", None)
    for call in ("unlinkat", "mkdirat", "renameat2", "fchmod", "fchmodat", "utimensat"):
        assert said(profile, machine, call) == "EPERM"


@on_both
def test_compilers_write_files_but_give_no_special_modes(machine: str):
    expect(
        "compile",
        machine,
        {
            ("openat", 0, 0, O_CREAT | O_TRUNC | 2): "allowed",
            ("fchmod", 0, 0o755): "allowed",
            ("fchmod", 0, 0o4755): "EPERM",
            ("chmod", 0, 0o755): "allowed",
            ("chmod", 0, 0o2755): "EPERM",
            ("fchmodat", 0, 0, 0o755): "allowed",
            ("fchmodat", 0, 0, 0o1755): "EPERM",
            ("fcntl", 3, 6): "allowed",  # F_SETLK
            ("fcntl", 3, 37): "allowed",  # F_OFD_SETLK
        },
    )


READ_WRITE, EXECUTE, PRIVATE, SHARED, ANONYMOUS, FIXED = 3, 4, 2, 1, 0x20, 0x10


@on_both
@pytest.mark.parametrize(
    ("profile", "new_code"),
    [
        ("python", "EPERM"),
        ("program", "EPERM"),
        ("threads", "allowed"),
        ("compile", "allowed"),
        ("checker", "allowed"),
    ],
)
def test_only_runtimes_make_code(profile: str, machine: str, new_code: str):
    expect(
        profile,
        machine,
        {
            ("mmap", 0, 4096, READ_WRITE, PRIVATE | ANONYMOUS): "allowed",
            ("mmap", 0, 4096, READ_WRITE, SHARED): "allowed",
            ("mmap", 0, 4096, 1 | EXECUTE, PRIVATE | FIXED): "allowed",  # a library's own code
            ("mmap", 0, 4096, READ_WRITE | EXECUTE, PRIVATE | ANONYMOUS): new_code,
            ("mmap", 0, 4096, 1 | EXECUTE, PRIVATE | ANONYMOUS): new_code,
            ("mmap", 0, 4096, READ_WRITE | EXECUTE, PRIVATE): new_code,
            ("mmap", 0, 4096, 1 | EXECUTE, SHARED): new_code,
            ("mprotect", 0, 4096, 1): "allowed",
            ("mprotect", 0, 4096, 1 | EXECUTE): new_code,
        },
    )


@on_both
def test_threads_speak_to_each_other_only(machine: str):
    for profile in ("threads", "compile", "checker"):
        expect(
            profile,
            machine,
            {
                ("socketpair", 1, 1): "allowed",  # AF_UNIX, SOCK_STREAM
                ("socketpair", 1, 5 | O_CLOEXEC): "allowed",  # SOCK_SEQPACKET
                ("socketpair", 1, 2): "EPERM",  # SOCK_DGRAM, which could write to anybody
                ("socketpair", 1, 3): "EPERM",  # SOCK_RAW, which is SOCK_DGRAM here
                ("socketpair", 2, 1): "EPERM",  # AF_INET
                ("socketpair", 16, 1): "EPERM",  # AF_NETLINK
                ("pipe2", 0, O_CLOEXEC): "allowed",
                ("pipe2", 0, 0o200): "EPERM",  # O_NOTIFICATION_PIPE
                ("membarrier", 0): "allowed",  # QUERY
                ("membarrier", 8): "allowed",  # PRIVATE_EXPEDITED
                ("membarrier", 1): "EPERM",  # GLOBAL: stops every processor
            },
        )
    for profile in ("python", "program"):
        for call in ("socketpair", "pipe2", "membarrier"):
            assert said(profile, machine, call, 1) == "EPERM"
