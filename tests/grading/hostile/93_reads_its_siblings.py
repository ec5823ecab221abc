# Looks for other runs of its submission, which may run beside it, and for whatever else has a
# number near its own: tries to read and write their memory, to trace them, to take what they have.
# verdict: wrong_answer
# output: refused
# runs: 4
import ctypes
import errno
import os
import time

libc = ctypes.CDLL(None, use_errno=True)
mine = ctypes.create_string_buffer(8)
vector = (ctypes.c_size_t * 2)(ctypes.addressof(mine), 8)
allowed = set()
until = time.monotonic() + 0.1
while time.monotonic() < until:
    for pid in range(max(os.getppid() - 2, 2), os.getpid() + 20):
        if pid == os.getpid():
            continue
        for call in ("process_vm_readv", "process_vm_writev"):
            if getattr(libc, call)(pid, vector, 1, vector, 1, 0) >= 0:
                allowed.add(call)
            elif ctypes.get_errno() == errno.EFAULT:
                allowed.add(call)
        if libc.ptrace(0x4206, pid, None, None) == 0:
            allowed.add("ptrace")
        for name in ("mem", "fd/0", "fd/1", "environ", "root", "cwd"):
            try:
                allowed.add(os.readlink(f"/proc/{pid}/{name}"))
            except OSError:
                pass
print(allowed or "refused")
