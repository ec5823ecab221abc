# Tries to read the memory of its ancestors with process_vm_readv: each must be refused.
# ESRCH is a refusal too: the process is not there for us.
# verdict: wrong_answer
# output: refused
import ctypes
import errno
import os


class Vector(ctypes.Structure):
    _fields_ = (("base", ctypes.c_void_p), ("length", ctypes.c_size_t))


libc = ctypes.CDLL(None, use_errno=True)
mine = ctypes.create_string_buffer(8)
local = Vector(ctypes.addressof(mine), 8)
remote = Vector(ctypes.addressof(mine), 8)  # perhaps nothing is there: EFAULT means we may look
allowed = []
for pid in (*map(int, input().split()), os.getppid()):
    for call in ("process_vm_readv", "process_vm_writev"):
        read = getattr(libc, call)(pid, ctypes.byref(local), 1, ctypes.byref(remote), 1, 0)
        if read >= 0 or ctypes.get_errno() not in (errno.EPERM, errno.ESRCH):
            allowed.append((pid, call, errno.errorcode.get(ctypes.get_errno())))
print(allowed or "refused")
