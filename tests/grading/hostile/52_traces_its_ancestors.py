# Tries to attach to its ancestors as a debugger, and to take their descriptors.
# verdict: wrong_answer
# output: refused
import ctypes
import os

ATTACH, SEIZE = 16, 0x4206
libc = ctypes.CDLL(None, use_errno=True)
allowed = []
for pid in (*map(int, input().split()), os.getppid()):
    for request in (ATTACH, SEIZE):
        if libc.ptrace(request, pid, None, None) == 0:
            allowed.append((pid, request))
    try:
        allowed.append((pid, os.pidfd_open(pid)))
    except OSError:
        pass
print(allowed or "refused")
