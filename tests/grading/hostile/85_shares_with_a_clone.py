# Clones itself with shared descriptors, folders, memory and signal handlers, so that the clone
# could act for it with other limits: refused.
# verdict: wrong_answer
# output: refused
import ctypes
import os

VM, FS, FILES, SIGHAND, PARENT, THREAD, IO = 0x100, 0x200, 0x400, 0x800, 0x8000, 0x10000, 0x80000000
CLONE = {"x86_64": 56, "aarch64": 220}[os.uname().machine]
CLONE3, SIGCHLD = 435, 17
libc = ctypes.CDLL(None)
stack = ctypes.create_string_buffer(65536)
top = ctypes.addressof(stack) + 65536 & -16
allowed = []
for flags in (FILES, FS, IO, FILES | FS | PARENT, PARENT, FILES | FS | IO):
    child = libc.syscall(CLONE, flags | SIGCHLD, 0, 0, 0, 0)
    if child == 0:
        os._exit(0)
    if child > 0:
        allowed.append(hex(flags))
arguments = (ctypes.c_uint64 * 11)(FILES, 0, 0, 0, SIGCHLD)
child = libc.syscall(CLONE3, arguments, 88)
if child == 0:
    os._exit(0)
if child > 0:
    allowed.append("clone3")
print(allowed or "refused")
