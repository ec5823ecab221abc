# Watches the grader's folder and its own for what others do there: refused.
# verdict: wrong_answer
# output: refused
import ctypes
import os

libc = ctypes.CDLL(None)
INOTIFY = {"x86_64": (253, 294), "aarch64": (26, 26)}[os.uname().machine]
allowed = [number for number in INOTIFY if libc.syscall(number, 0) >= 0]
for flags in (0, 0x4, 0x8, 0x200):
    if libc.fanotify_init(flags, os.O_RDONLY) >= 0:
        allowed.append(("fanotify", flags))
print(allowed or "refused")
