# Locks memory, so that nobody else could use it: refused.
# verdict: wrong_answer
# output: refused
import ctypes

CURRENT, FUTURE = 1, 2
PRIVATE, ANONYMOUS, LOCKED = 0x2, 0x20, 0x2000
page = ctypes.create_string_buffer(65536)
libc = ctypes.CDLL(None)
libc.mmap.restype = ctypes.c_ssize_t
allowed = []
if libc.mlock(page, 65536) == 0:
    allowed.append("mlock")
if libc.mlock2(page, 65536, 1) == 0:
    allowed.append("mlock2")
for flags in (CURRENT, FUTURE, CURRENT | FUTURE):
    if libc.mlockall(flags) == 0:
        allowed.append("mlockall")
if libc.mmap(None, 65536, 3, PRIVATE | ANONYMOUS | LOCKED, -1, 0) > 0:
    allowed.append("mmap")
print(allowed or "refused")
