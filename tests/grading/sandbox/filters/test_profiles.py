"""Which calls each profile allows and refuses, on both machines.

The expectations are written from the sandbox's facts and from the manual pages, with
plain numbers, not from the rules.
"""

import pytest

from grading.sandbox.filters import filter_for
from grading.sandbox.filters.numbers import NUMBERS
from grading.sandbox.filters.profiles import PROFILES
from grading.sandbox.filters.rules import KILL, OWN_PID
from tests.grading.sandbox.filters.answers import (
    ALLOW_LISTS,
    EVERY_BIT,
    PROGRAMS,
    WORDS,
    expect,
    for_each,
    names,
    on_both,
    said,
)
from tests.grading.sandbox.filters.interpreter import ARCHITECTURES, answer, execute, seccomp_data

NEVER = names(
    """
    socket connect bind listen accept accept4 recvmmsg sendmmsg setsockopt getpeername
    ptrace process_vm_readv process_vm_writev process_madvise process_mrelease
    pidfd_getfd kcmp get_robust_list migrate_pages move_pages
    tkill rt_sigqueueinfo rt_tgsigqueueinfo setpgid
    bpf perf_event_open userfaultfd uprobe uretprobe
    keyctl add_key request_key
    shmget shmat shmctl shmdt semget semop semctl semtimedop msgget msgsnd msgrcv msgctl
    mq_open mq_unlink mq_timedsend mq_timedreceive mq_notify mq_getsetattr
    memfd_create memfd_secret execveat open_by_handle_at name_to_handle_at
    mount umount2 pivot_root chroot unshare setns open_tree move_mount fsopen fsconfig fsmount
    fspick mount_setattr open_tree_attr statmount listmount
    setuid setgid setreuid setregid setresuid setresgid setfsuid setfsgid setgroups capset
    clock_settime settimeofday adjtimex clock_adjtime
    kexec_load kexec_file_load init_module finit_module delete_module create_module
    swapon swapoff reboot quotactl quotactl_fd acct syslog sethostname setdomainname vhangup
    iopl ioperm modify_ldt set_thread_area lookup_dcookie sysfs ustat uselib nfsservctl _sysctl
    fanotify_init fanotify_mark inotify_init inotify_init1 inotify_add_watch inotify_rm_watch
    splice tee vmsplice io_setup io_submit io_destroy io_cancel io_getevents io_pgetevents
    link linkat symlink symlinkat mknod mknodat
    chown fchown lchown fchownat file_setattr
    setxattr lsetxattr fsetxattr setxattrat removexattr lremovexattr fremovexattr
    mlock mlock2 mlockall munlock munlockall remap_file_pages pkey_mprotect
    mbind set_mempolicy set_mempolicy_home_node sync syncfs sync_file_range mincore
    timerfd_create signalfd signalfd4 lsm_set_self_attr
    """
)


@for_each
@on_both
@pytest.mark.parametrize("argument", [0, 1, EVERY_BIT])
def test_what_no_program_needs_is_refused(profile: str, machine: str, argument: int):
    answers = {call: said(profile, machine, call, *[argument] * 6) for call in NEVER}

    assert {call: word for call, word in answers.items() if word not in ("EPERM", None)} == {}


def test_what_is_never_allowed_is_the_name_of_a_call():
    assert set(NEVER) <= set().union(*NUMBERS.values())


@for_each
@on_both
def test_libraries_do_without_what_looks_like_an_older_kernel(profile: str, machine: str):
    calls = names("""
        clone3 openat2 fchmodat2 mseal map_shadow_stack cachestat
        futex_waitv futex_wake futex_wait futex_requeue
        io_uring_setup io_uring_enter io_uring_register
        landlock_create_ruleset landlock_add_rule landlock_restrict_self
        """)

    assert {said(profile, machine, call) for call in calls} == {"ENOSYS"}


@for_each
@on_both
def test_calls_of_later_kernels_are_not_there(profile: str, machine: str):
    program = PROGRAMS[profile, machine, False]

    assert {WORDS[answer(program, machine, number)] for number in range(470, 600)} == {"ENOSYS"}


@pytest.mark.parametrize("profile", PROFILES)
def test_another_architecture_and_x32_kill(profile: str):
    for machine, own in ARCHITECTURES.items():
        program = PROGRAMS[profile, machine, False]
        i386, arm = 0x4000_0003, 0x4000_0028
        for foreign in {i386, arm, 0, *ARCHITECTURES.values()} - {own}:
            assert execute(program, seccomp_data(foreign, 20)) == KILL
    getpid_of_x32 = 0x4000_0000 | 39
    assert answer(PROGRAMS[profile, "x86_64", False], "x86_64", getpid_of_x32) == KILL
    assert answer(PROGRAMS[profile, "x86_64", False], "x86_64", 0xFFFF_FFFF) == KILL


@for_each
@on_both
def test_what_every_program_does_is_allowed(profile: str, machine: str):
    calls = names("""
        read write readv writev pread64 pwrite64 lseek close close_range fstat newfstatat statx
        brk munmap mremap madvise rt_sigaction rt_sigprocmask rt_sigreturn sigaltstack
        getpid gettid getppid getuid geteuid getrandom uname getcwd getrusage sched_yield
        sched_getaffinity clock_gettime clock_nanosleep nanosleep gettimeofday ppoll pselect6
        set_tid_address set_robust_list rseq exit exit_group dup dup2 dup3 poll select
        readlink readlinkat getdents64 ftruncate fsync restart_syscall
        """)

    answers = {call: said(profile, machine, call) for call in calls}

    assert {call for call, word in answers.items() if word not in ("allowed", None)} == set()


FORK, VFORK = 0x0120_0011, 0x4111
GLIBC, MUSL, GO_X86, GO_ARM = 0x003D_0F00, 0x007D_0F00, 0x000D_0F00, 0x0005_0F00


@on_both
@pytest.mark.parametrize(
    ("profile", "allowed"),
    [
        ("python", {17, FORK}),
        ("program", {17, FORK, VFORK}),
        ("threads", {17, FORK, VFORK, GLIBC, MUSL, GO_X86, GO_ARM}),
        ("compile", {17, FORK, VFORK, GLIBC, MUSL, GO_X86, GO_ARM}),
        ("checker", {17, FORK, VFORK, GLIBC, MUSL, GO_X86, GO_ARM}),
        ("no_processes", {GLIBC, MUSL, GO_X86, GO_ARM}),
    ],
)
def test_clone_makes_only_what_the_profile_needs(profile: str, machine: str, allowed: set[int]):
    usual = {17, FORK, VFORK, GLIBC, MUSL, GO_X86, GO_ARM}
    namespaces = (0x80, 0x0002_0000, *(0x0200_0000 << shift for shift in range(6)))
    odd = {0, 9, 0x8011, 0x2011, 0x0080_0011, 0x1011, 0x8000_0011}  # PARENT, PTRACE, UNTRACED, ...
    odd |= {FORK | bit for bit in namespaces} | {GLIBC | bit for bit in namespaces}
    odd |= {GLIBC & ~(1 << bit) for bit in (8, 9, 10, 11, 16)}  # a thread that is half a process
    odd |= {flags | 1 << 32 for flags in usual}

    made = {flags for flags in usual | odd if said(profile, machine, "clone", flags) == "allowed"}

    assert made == allowed


def test_old_ways_to_fork():
    assert {
        profile: [said(profile, "x86_64", call) for call in ("fork", "vfork")]
        for profile in PROFILES
    } == {
        "python": ["EPERM", "EPERM"],
        "program": ["EPERM", "allowed"],
        "threads": ["EPERM", "allowed"],
        "compile": ["EPERM", "allowed"],
        "checker": ["EPERM", "allowed"],
        "no_processes": ["EPERM", "EPERM"],
    }


@on_both
@pytest.mark.parametrize(
    ("call", "profiles"),
    [
        ("execve", {"program", "threads", "compile", "checker"}),
        ("wait4", {"python", "program", "threads", "compile", "checker"}),
        ("waitid", {"python", "program", "threads", "compile", "checker"}),
        ("pidfd_open", {"python", "program", "threads", "checker"}),
        ("pidfd_send_signal", {"python", "program", "threads", "checker"}),
        ("setsid", {"program", "threads", "checker"}),
        ("sendmsg", {"python", "program", "threads", "compile", "checker"}),
        ("recvmsg", {"python", "program", "threads", "compile", "checker"}),
        ("recvfrom", {"python", "program", "threads", "compile", "checker"}),
        ("epoll_create1", {"threads", "compile", "checker"}),
        ("eventfd2", {"threads", "compile", "checker"}),
        ("sendfile", {"program", "threads", "compile", "checker"}),
        ("copy_file_range", {"program", "threads", "compile", "checker"}),
        ("flock", {"compile", "checker"}),
        ("unlink", {"compile", "checker"}),
        ("unlinkat", {"compile", "checker"}),
        ("mkdirat", {"compile", "checker"}),
        ("renameat2", {"compile", "checker"}),
        ("truncate", {"compile", "checker"}),
        ("fallocate", {"compile", "checker"}),
        ("utimensat", {"compile", "checker"}),
        ("creat", {"compile", "checker"}),
    ],
)
def test_who_may_call_what(machine: str, call: str, profiles: set[str]):
    if call in NUMBERS[machine]:
        assert {one for one in ALLOW_LISTS if said(one, machine, call) == "allowed"} == profiles


@on_both
def test_filters_can_be_stacked_by_launchers_and_without_a_listener(machine: str):
    new_listener, set_mode_strict = 1 << 3, 0

    for profile in ("program", "threads", "checker"):
        assert said(profile, machine, "seccomp", 1, 0) == "allowed"
        assert said(profile, machine, "seccomp", 1, 4) == "allowed"  # SPEC_ALLOW
        assert said(profile, machine, "seccomp", 1, new_listener) == "EPERM"
        assert said(profile, machine, "seccomp", set_mode_strict) == "EPERM"
    assert said("python", machine, "seccomp", 1, 0) == "EPERM"
    assert said("compile", machine, "seccomp", 1, 0) == "EPERM"


@on_both
def test_a_run_starts_nothing_and_signals_itself_only(machine: str):
    expect(
        "no_processes",
        machine,
        {
            ("clone3",): "ENOSYS",
            ("kill", OWN_PID, 19): "allowed",
            ("kill", 4711, 0): "EPERM",
            ("kill", 0, 9): "EPERM",
            ("kill", EVERY_BIT, 9): "EPERM",
            ("kill", 1 << 32 | OWN_PID, 9): "EPERM",
            ("tgkill", OWN_PID, 4712, 6): "allowed",
            ("tgkill", 4711, 4711, 6): "EPERM",
            ("tkill", OWN_PID, 9): "EPERM",
            ("rt_sigqueueinfo", OWN_PID, 9): "EPERM",
            ("rt_tgsigqueueinfo", OWN_PID, OWN_PID, 9): "EPERM",
            ("pidfd_open", 4711): "EPERM",
            ("pidfd_send_signal", 3, 9): "EPERM",
            ("seccomp", 1, 0): "EPERM",
            ("execve",): "allowed",  # once, by the launcher's child
            ("read",): "allowed",
        },
    )


def test_a_profile_that_is_not_there():
    with pytest.raises(KeyError):
        filter_for("everything")
