# Leaves hard links, pipes, sockets, devices and set-user-ID files: what could be made is gone
# afterwards, and nobody waited at a pipe.
# verdict: wrong_answer
# output: no device
import os
import stat

input()
secret = input()
devices = []
for place in (".", "/tmp", "/dev/shm"):
    at = f"{place}/grader-node-{os.getpid()}"
    for action in (
        lambda: os.link(secret, f"{at}-hard"),
        lambda: os.mkfifo(f"{at}-pipe", 0o666),
        lambda: os.mkfifo(f"{place}/solution.py"),
        lambda: os.mknod(f"{at}-socket", stat.S_IFSOCK | 0o777),
        lambda: os.mknod(f"{at}-file", stat.S_IFREG | 0o777),
        lambda: os.chmod(f"{at}-file", 0o6777),
    ):
        try:
            action()
        except OSError:
            pass
    for kind in (stat.S_IFCHR, stat.S_IFBLK):
        try:
            os.mknod(f"{at}-device", kind | 0o666, os.makedev(1, 1))
            devices.append(at)
        except OSError:
            pass
print(devices or "no device")
