# Tries to become root or any other user, to change the root directory, to mount, to change clocks.
# verdict: wrong_answer
# output: refused
import ctypes
import os
import time

libc = ctypes.CDLL(None, use_errno=True)
ATTEMPTS = (
    lambda: os.setuid(0),
    lambda: os.setgid(0),
    lambda: os.setgroups([0]),
    lambda: os.setresuid(os.getuid(), 1, 1),
    lambda: os.chroot("/tmp"),
    lambda: os.unshare(os.CLONE_NEWNET),
    lambda: os.nice(-1),
    lambda: time.clock_settime(time.CLOCK_REALTIME, 0),
    lambda: os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1)),
)
allowed = []
for number, attempt in enumerate(ATTEMPTS):
    try:
        attempt()
    except (OSError, AttributeError):
        continue
    allowed.append(number)
if libc.mount(b"none", b"/tmp", b"tmpfs", 0, None) == 0:
    allowed.append("mount")
print(allowed or "refused")
