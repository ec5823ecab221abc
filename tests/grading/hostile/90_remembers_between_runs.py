# Leaves what it has found out for the next run of the same submission, in every place without a
# descriptor: then it could compute in one test what it needs in all. The next run finds nothing.
# open under lockdown: folders, links, System V objects and keys stay until the submission ends
# open under other_user: folders, links, System V objects and keys stay until the submission ends
# verdict: accepted
# runs: 2
# expected: "nothing there"
import ctypes
import os
import resource

ADD_KEY, KEYCTL, SEARCH = {"x86_64": (248, 250, 10), "aarch64": (217, 219, 10)}[os.uname().machine]
KEY, CREATE = 0x6772_4D41, 0o1600
NAME = "grader-memory"
libc = ctypes.CDLL(None, use_errno=True)
libc.shmat.restype = ctypes.c_void_p
found = []


def remember(what: str, recall, leave) -> None:
    """Recall what an earlier run left, or leave it for a later one."""
    try:
        found.append((what, recall()))
        return
    except OSError:
        pass
    try:
        leave()
    except OSError:
        pass


def checked(result: int) -> int:
    if result < 0:
        raise OSError(ctypes.get_errno(), "refused")
    return result


for place in (".", "..", "/tmp", "/var/tmp", "/dev/shm", "/run/lock"):
    link, folder = f"{place}/{NAME}-link", f"{place}/{NAME}-folder"
    remember(link, lambda: os.readlink(link), lambda: os.symlink("42" * 2000, link))
    remember(folder, lambda: os.stat(folder).st_uid, lambda: os.mkdir(folder))
for call, arguments in {"shmget": (4096,), "msgget": (), "semget": (1,)}.items():
    function = getattr(libc, call)
    remember(
        call,
        lambda: checked(function(KEY, *arguments[:1], 0) if arguments else function(KEY, 0)),
        lambda: checked(function(KEY, *arguments, CREATE)),
    )
for keyring in (-3, -4, -5):
    remember(
        f"keyring {keyring}",
        lambda: checked(libc.syscall(KEYCTL, SEARCH, keyring, b"user", NAME.encode(), 0)),
        lambda: checked(libc.syscall(ADD_KEY, b"user", NAME.encode(), b"42", 2, keyring)),
    )
print(found or "nothing there")
