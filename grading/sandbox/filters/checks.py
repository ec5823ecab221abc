"""Rules that look at arguments: one for each call that is harmless in some forms only.

A structure that an argument points to cannot be looked at, and must not: it can be changed
after the look. So `clone3` and `openat2` are never allowed.

Source of numbers: the manual page of each call, and the header named beside them.
"""

from errno import ENOSYS

from grading.sandbox.filters.rules import allow_if, allow_if_any, argument, refuse

UNKNOWN = refuse(ENOSYS)
"""As if the kernel did not have it: libraries then do without."""

# ---- signals and processes ----

_SIGCHLD = 17
_SIGURG = 23

OWN_URGENT_SIGNAL = allow_if(argument(2).is_one_of(_SIGURG))
"""tgkill(2) of a signal that nobody minds: ignored unless a program asks for it.

Go's runtime sends it to its own threads to take the processor from them; one that hits
another Go program is a spurious one, which Go expects.
"""

_CLONE_VM, _CLONE_VFORK = 0x100, 0x4000  # linux/sched.h
_FORK_OF_GLIBC = 0x0100_0000 | 0x0020_0000  # CLONE_CHILD_SETTID | CLONE_CHILD_CLEARTID

_FORKS = (_SIGCHLD, _SIGCHLD | _FORK_OF_GLIBC)
_SPAWN = _SIGCHLD | _CLONE_VM | _CLONE_VFORK
"""posix_spawn(3), Go, and our launcher."""

_THREADS = (
    0x003D_0F00,  # glibc
    0x007D_0F00,  # musl
    0x0005_0F00,  # Go on arm64
    0x000D_0F00,  # Go on x86-64
)
"""CLONE_VM, _FS, _FILES, _SIGHAND, _THREAD, _SYSVSEM, and what each library adds."""

FORK = allow_if(argument(0).is_one_of(*_FORKS))
"""clone(2) of a process. No namespaces, no CLONE_PARENT: it would have another father."""

FORK_OR_SPAWN = allow_if(argument(0).is_one_of(*_FORKS, _SPAWN))
THREAD = allow_if(argument(0).is_one_of(*_THREADS))
PROCESS_OR_THREAD = allow_if(argument(0).is_one_of(*_FORKS, _SPAWN, *_THREADS))

ITSELF_FIRST = allow_if(argument(0).is_one_of(0))
"""prlimit(2), sched_setaffinity(2) and others: the process is 0, which means the caller.

Its pid would mean the same, but a filter shared by many processes cannot know it.
"""

ITSELF_SECOND = allow_if(argument(0).is_one_of(0), argument(1).is_one_of(0))
"""setpriority(2): PRIO_PROCESS and 0; not a group's or a user's processes."""

OWN_IO_PRIORITY = allow_if(argument(0).is_one_of(1), argument(1).is_one_of(0))
"""ioprio_set(2): IOPRIO_WHO_PROCESS and 0."""

PERSONALITY_QUERY = allow_if(argument(0).is_one_of(0xFFFF_FFFF))

_PR_SET_PDEATHSIG, _PR_GET_PDEATHSIG, _PR_GET_DUMPABLE = 1, 2, 3  # linux/prctl.h
_PR_SET_NAME, _PR_GET_NAME, _PR_CAPBSET_READ = 15, 16, 23
_PR_SET_NO_NEW_PRIVS, _PR_GET_NO_NEW_PRIVS, _PR_GET_THP_DISABLE = 38, 39, 42

OWN_NAME_AND_STATE = allow_if(
    argument(0).is_one_of(
        *(_PR_SET_PDEATHSIG, _PR_GET_PDEATHSIG, _PR_GET_DUMPABLE),
        *(_PR_SET_NAME, _PR_GET_NAME, _PR_CAPBSET_READ),
        *(_PR_SET_NO_NEW_PRIVS, _PR_GET_NO_NEW_PRIVS, _PR_GET_THP_DISABLE),
    )
)
"""prctl(2): what a program may be called, and questions. PDEATHSIG comes to the caller."""

THREAD_POINTER = allow_if(argument(0).is_one_of(0x1002, 0x1003))
"""arch_prctl(2): ARCH_SET_FS and ARCH_GET_FS, where a static program keeps its thread."""

STACK_A_FILTER = allow_if(argument(0).is_one_of(1), argument(1).is_one_of(0, 4))
"""seccomp(2): SECCOMP_SET_MODE_FILTER without a listener; a filter only takes away."""

_FUTEX_FLAGS = 128 | 256  # FUTEX_PRIVATE_FLAG, FUTEX_CLOCK_REALTIME
PLAIN_FUTEX = allow_if(
    argument(1).is_one_of(0, 1, 3, 4, 5, 9, 10, ignoring=_FUTEX_FLAGS), otherwise=UNKNOWN
)
"""futex(2) without priority inheritance, which nobody here needs and which had grave holes.

FUTEX_WAIT, _WAKE, _REQUEUE, _CMP_REQUEUE, _WAKE_OP, _WAIT_BITSET and _WAKE_BITSET. The C
library takes ENOSYS for "not on this machine" when a program makes such a mutex.
"""

QUICK_BARRIER = allow_if(argument(0).is_one_of(0, 8, 16))
"""membarrier(2): MEMBARRIER_CMD_QUERY, and the forms that stop our own threads only."""

# ---- memory ----

_PROT_WRITE, _PROT_EXEC = 2, 4
_MAP_SHARED, _MAP_ANONYMOUS = 1, 0x20

NO_NEW_CODE = allow_if_any(
    [argument(2).lacks(_PROT_EXEC)],
    [argument(2).lacks(_PROT_WRITE), argument(3).lacks(_MAP_SHARED | _MAP_ANONYMOUS)],
)
"""mmap(2): nothing executable but a file's own bytes, as the dynamic linker maps them."""

NO_HIDDEN_MEMORY = allow_if_any(
    [argument(3).lacks(_MAP_SHARED)], [argument(3).lacks(_MAP_ANONYMOUS)]
)
"""mmap(2) without memory that is shared and has no file: RLIMIT_DATA does not count it, and a
page given back with MADV_DONTNEED is not resident but keeps what it holds."""

NOT_EXECUTABLE = allow_if(argument(2).lacks(_PROT_EXEC))
"""mprotect(2): data does not become code."""

# ---- files and descriptors ----

_READING = (
    0o400  # O_NOCTTY; asm-generic/fcntl.h and arch/arm64/include/uapi/asm/fcntl.h
    | 0o4000  # O_NONBLOCK
    | 0o740000  # O_DIRECT, O_DIRECTORY, O_NOFOLLOW, O_LARGEFILE, in another order on arm64
    | 0o1000000  # O_NOATIME
    | 0o2000000  # O_CLOEXEC
)

OPENAT_TO_READ = allow_if(argument(2).has_only(_READING))
"""openat(2): not for writing, and nothing made or cut: O_TRUNC works beside O_RDONLY too."""

OPEN_TO_READ = allow_if(argument(1).has_only(_READING))

_F_SETFL, _O_ASYNC = 4, 0o20000
_OWN_DESCRIPTOR = (0, 1, 2, 3, 1030)  # F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_DUPFD_CLOEXEC
_FILE_LOCKS = (5, 6, 7, 36, 37, 38)  # F_GETLK, F_SETLK, F_SETLKW, and of open descriptions
_F_GET_SEALS = 1034

OWN_DESCRIPTORS = allow_if_any(
    [argument(1).is_one_of(*_OWN_DESCRIPTOR, _F_GET_SEALS)],
    [argument(1).is_one_of(_F_SETFL), argument(2).lacks(_O_ASYNC)],
)
"""fcntl(2) on the table of descriptors. Not F_SETOWN, F_SETSIG, F_SETLEASE, F_NOTIFY or
O_ASYNC: by these the kernel signals other processes."""

OWN_DESCRIPTORS_AND_LOCKS = allow_if_any(
    [argument(1).is_one_of(*_OWN_DESCRIPTOR, *_FILE_LOCKS)],
    [argument(1).is_one_of(_F_SETFL), argument(2).lacks(_O_ASYNC)],
)

HARMLESS_REQUEST = allow_if(
    argument(1).is_one_of(
        0x5401,  # TCGETS: is it a terminal? asm-generic/ioctls.h
        0x802C_542A,  # TCGETS2: newer C libraries ask so
        0x5413,  # TIOCGWINSZ
        0x541B,  # FIONREAD
        0x5421,  # FIONBIO
        0x5450,  # FIONCLEX
        0x5451,  # FIOCLEX
    )
)
"""ioctl(2). Not FIOASYNC and FIOSETOWN (signals), not TIOCSTI (types for another)."""

PIPE = allow_if(argument(1).has_only(0o4000 | 0o2000000))
"""pipe2(2) with O_NONBLOCK and O_CLOEXEC; O_EXCL would make a queue of the kernel's news."""

_SOCK_STREAM, _SOCK_SEQPACKET = 1, 5
_SOCKET_FLAGS = 0o4000 | 0o2000000  # SOCK_NONBLOCK, SOCK_CLOEXEC

UNIX_PAIR = allow_if(
    argument(0).is_one_of(1),
    argument(1).is_one_of(_SOCK_STREAM, _SOCK_SEQPACKET, ignoring=_SOCKET_FLAGS),
)
"""socketpair(2): AF_UNIX, which reaches nobody but the maker and its children.

Not SOCK_DGRAM: though it has a partner, sendto(2) can give any other address, such as the
system log's.
"""

_PERMISSION_BITS = 0o777

PLAIN_MODE_SECOND = allow_if(argument(1).has_only(_PERMISSION_BITS))
"""chmod(2), fchmod(2): no set-user-ID, set-group-ID or sticky bit."""

PLAIN_MODE_THIRD = allow_if(argument(2).has_only(_PERMISSION_BITS))
"""fchmodat(2)."""
