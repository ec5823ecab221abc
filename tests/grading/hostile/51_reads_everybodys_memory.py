# Tries to read and write the memory of every process there is, where that is the grader's alone:
# whatever a submission meets there, handler, keeper, zygote, stem or checker, refuses it.
# verdict: wrong_answer
# output: refused
import ctypes
import errno
import os
import sys

libc = ctypes.CDLL(None, use_errno=True)
mine = ctypes.create_string_buffer(8)
vector = (ctypes.c_size_t * 2)(ctypes.addressof(mine), 8)
HIGHEST = 5000
allowed = []
pids = [*range(2, HIGHEST), os.getppid()] if "alone" in sys.stdin.read().split() else [os.getppid()]
for pid in pids:
    for call in ("process_vm_readv", "process_vm_writev"):
        if pid == os.getpid():
            continue
        moved = getattr(libc, call)(pid, vector, 1, vector, 1, 0)
        if moved >= 0 or ctypes.get_errno() not in (errno.EPERM, errno.ESRCH):
            allowed.append((call, pid))
print(allowed or "refused")
