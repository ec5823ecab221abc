"""A view of the machine with nothing in it: the layer ``contained``.

    zygote   own user namespace (unless root), no network, a root of read-only folders
      | os.fork into a new pid namespace, of which the stem is process 1
    stem     own System V IPC; when it ends, the kernel ends all that is left in there

The zygote enters once, since a network namespace costs 0.4 ms; what a submission could
leave for the next (processes, IPC) is made anew for each stem.

Source: namespaces(7), pid_namespaces(7), pivot_root(2), mount(2), capabilities(7).
"""

from __future__ import annotations

import os

from grading.sandbox.system_calls import call

MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC = 0x1, 0x2, 0x4, 0x8
MS_REMOUNT, MS_BIND, MS_REC, MS_PRIVATE = 0x20, 0x1000, 0x4000, 0x40000
MNT_DETACH = 2

CAP_SYS_ADMIN = 21
_CAPABILITY_VERSION_3 = 0x20080522
_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_RAISE = 47, 2

DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")
"""What ordinary programs open: Filesystem Hierarchy Standard, 6.1.3, and random(4)."""

ROOT_BYTES = 1024 * 1024
"""Of the root, which holds nothing but folders to mount on."""


def enter_user_namespace() -> None:
    """Get the right to make the other namespaces, which only root has otherwise.

    Our user keeps its number. Of the capabilities that come with it only one is kept,
    and through the next exec: with more of them we could read our own unreadable
    interpreter, and so it would not make us unreadable.
    """
    user, group = os.getuid(), os.getgid()
    os.unshare(os.CLONE_NEWUSER)
    for name, text in (
        ("setgroups", "deny"),
        ("uid_map", f"{user} {user} 1"),
        ("gid_map", f"{group} {group} 1"),
    ):
        with open(f"/proc/self/{name}", "w", encoding="ascii") as file:
            file.write(text)
    _set_capabilities(1 << CAP_SYS_ADMIN)
    call("prctl", _PR_CAP_AMBIENT, _PR_CAP_AMBIENT_RAISE, CAP_SYS_ADMIN, 0, 0)


def enter(*, root: str, readable: list[str], shared: str, nested: bool) -> None:
    """Leave network, IPC and mounts of the machine for a root of our own.

    root: an empty directory of ours to build it in.
    readable: paths that are there too, read-only, with what is mounted below them.
    shared: the directory of the submissions, at the same path inside and outside.
    nested: whether we are in a user namespace. There the kernel lets /proc be mounted
        only where one is in sight, so ours stays, which shows what the zygote forks.
    """
    os.unshare(os.CLONE_NEWNS | os.CLONE_NEWNET | os.CLONE_NEWIPC | os.CLONE_NEWUTS)
    former = os.umask(0o022)  # everybody may pass through the folders that lead somewhere
    _mount(None, "/", None, MS_REC | MS_PRIVATE)
    _mount("none", root, "tmpfs", MS_NOSUID | MS_NODEV, f"size={ROOT_BYTES},mode=0755")
    for path in readable:
        _bind(path, root, MS_RDONLY | MS_NOSUID | MS_NODEV)
    for path in DEVICES:
        _bind(path, root, MS_NOSUID | MS_NOEXEC)
    _bind(shared, root, MS_NOSUID | MS_NODEV)
    os.makedirs(f"{root}/proc", exist_ok=True)
    if nested:
        _mount("proc", f"{root}/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC)
    os.chdir(root)
    call("pivot_root", b".", b".")
    call("umount2", b".", MNT_DETACH)
    os.chdir("/")
    _mount(None, "/", None, MS_REMOUNT | MS_BIND | MS_RDONLY | MS_NOSUID | MS_NODEV)
    os.umask(former)


def fork_process_one(own_namespace: int) -> int:
    """Fork into a new pid namespace; return as os.fork does, with the pid as we see it.

    own_namespace: a descriptor of our own /proc/self/ns/pid. Without going back to it
    no second fork would be possible.
    """
    os.unshare(os.CLONE_NEWPID)
    pid = -1
    try:
        pid = os.fork()
    finally:
        if pid != 0:
            os.setns(own_namespace, os.CLONE_NEWPID)
    return pid


def leave_ipc() -> None:
    """Get System V IPC and message queues of our own, which end with us."""
    os.unshare(os.CLONE_NEWIPC)


def mount_proc() -> None:
    """Show our own pid namespace in /proc, for languages whose run-time systems look there."""
    os.unshare(os.CLONE_NEWNS)
    _mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC)


def drop_capabilities() -> None:
    """Give up every capability, also in the user namespace."""
    _set_capabilities(0)


def _set_capabilities(wanted: int) -> None:
    header = _CAPABILITY_VERSION_3.to_bytes(4, "little") + bytes(4)
    low, high = (part.to_bytes(4, "little") for part in (wanted & 0xFFFFFFFF, wanted >> 32))
    call("capset", header, low * 3 + high * 3)


def _bind(path: str, root: str, flags: int) -> None:
    """Mount `path` at the same place below `root`; what is not there is left out."""
    target = root + path
    if os.path.islink(path):
        os.makedirs(os.path.dirname(target), exist_ok=True)
        if not os.path.lexists(target):
            os.symlink(os.readlink(path), target)
        return
    if os.path.isdir(path):
        os.makedirs(target, exist_ok=True)
    elif os.path.exists(path):
        os.makedirs(os.path.dirname(target), exist_ok=True)
        os.close(os.open(target, os.O_CREAT | os.O_RDONLY | os.O_CLOEXEC, 0o600))
    else:
        return
    _mount(path, target, None, MS_BIND | MS_REC)
    _mount(None, target, None, MS_REMOUNT | MS_BIND | flags)


def _mount(
    source: str | None, target: str, kind: str | None, flags: int, options: str = ""
) -> None:
    words = [os.fsencode(word) if word is not None else 0 for word in (source, target, kind)]
    call("mount", *words, flags, os.fsencode(options) if options else 0)
