# Asks for gigabytes behind its standard files, in every way that needs no new descriptor.
# verdict: wrong_answer output_limit_exceeded
# output: refused
import ctypes
import os

KEEP_SIZE = 1
SIZE = 10 << 30
libc = ctypes.CDLL(None)
for name in ("fallocate64", "ftruncate64"):
    getattr(libc, name).argtypes = None
allowed = []
for descriptor in (0, 1, 2):
    for mode in (0, KEEP_SIZE):
        if libc.fallocate64(descriptor, mode, ctypes.c_int64(0), ctypes.c_int64(SIZE)) == 0:
            allowed.append(("fallocate", descriptor, mode))
    for action in (
        lambda: os.ftruncate(descriptor, SIZE),
        lambda: os.pwrite(descriptor, b"x", SIZE),
        lambda: os.copy_file_range(0, descriptor, 1, 0, SIZE),
    ):
        try:
            action()
        except OSError:
            continue
        allowed.append((action, descriptor))
print(allowed or "refused")
