"""System calls that are allowed whatever their arguments, in groups that belong together.

Older calls that arm64 never had (`open`, `stat`, `poll`, `dup2`) stand beside the newer ones.
"""


def _named(names: str) -> frozenset[str]:
    return frozenset(names.split())


ITSELF = _named("""
    getpid gettid getppid getpgid getpgrp getsid getuid geteuid getgid getegid getresuid
    getresgid getgroups capget uname sysinfo getrusage getcpu getrandom getrlimit setrlimit
    sched_yield sched_getaffinity sched_getparam sched_getscheduler sched_get_priority_max
    sched_get_priority_min sched_rr_get_interval getpriority umask getcwd
    set_tid_address set_robust_list rseq restart_syscall exit exit_group
    """)
"""What a process is and may ask about itself; and how it ends.

Some take a pid and tell what anybody may read: a priority, a session.
"""

TIME = _named("""
    clock_gettime clock_getres clock_nanosleep nanosleep gettimeofday time times
    getitimer setitimer alarm
    """)
"""To read the clock, not to set it, and to be woken."""

OWN_SIGNALS = _named("""
    rt_sigaction rt_sigprocmask rt_sigreturn rt_sigpending rt_sigtimedwait rt_sigsuspend
    sigaltstack pause
    """)
"""To receive signals, not to send them."""

MEMORY = _named("brk munmap mremap madvise msync")
"""Without locking and without what only makes a file's pages look different."""

OPEN_FILES = _named("""
    read write readv writev pread64 pwrite64 preadv pwritev preadv2 pwritev2 lseek
    close close_range dup dup2 dup3 fstat ftruncate fsync fdatasync fadvise64
    """)
"""To use descriptors that are open. A run's are its own: files in memory, one per test."""

WAITING = _named("poll ppoll select pselect6")

LOOKING = _named("""
    stat lstat newfstatat statx access faccessat faccessat2 readlink readlinkat
    getdents64 statfs fstatfs chdir fchdir
    """)
"""To find one's way in the file system. Which files may be read is Landlock's affair."""

OPEN_CHANNELS = _named("sendmsg sendto recvmsg recvfrom getsockname getsockopt")
"""To talk over a socket that is there. None can be made, so none leads out."""

OWN_CHILDREN = _named("wait4 waitid pidfd_open pidfd_send_signal")
"""For the parent of runs. A run with RLIMIT_NOFILE of 0 can get no pidfd; one that may open
files gets "no_processes" on top, which refuses them."""

SPEAKING_THREADS = _named("""
    epoll_create epoll_create1 epoll_ctl epoll_wait epoll_pwait epoll_pwait2
    eventfd eventfd2 pipe shutdown
    """)
"""How the threads of a runtime wake each other."""

COPYING = _named("sendfile copy_file_range")
"""Between two open files. Not the splice family, which lends out pages of files."""

CHANGING_FILES = _named("""
    open openat creat unlink unlinkat mkdir mkdirat rmdir rename renameat renameat2
    truncate fallocate utimensat utime utimes futimesat flock
    """)
"""For compilers. Landlock decides where. No links, no devices, no owners, no attributes."""

TAKEN_FOR_OLD_KERNEL = _named("""
    clone3 openat2 fchmodat2 mseal map_shadow_stack cachestat
    futex_waitv futex_wake futex_wait futex_requeue
    io_uring_setup io_uring_enter io_uring_register
    landlock_create_ruleset landlock_add_rule landlock_restrict_self
    """)
"""Libraries take ENOSYS for an older kernel and do without; EPERM would be an error to them.

`clone3` and `openat2` have their flags in memory, where no filter can check them.
"""

REACHING_OTHERS = _named(
    """
    fork vfork pidfd_open pidfd_send_signal tkill rt_sigqueueinfo rt_tgsigqueueinfo seccomp
    """
)
"""What a launcher may do and its runs may not: start processes, signal them, add filters."""
