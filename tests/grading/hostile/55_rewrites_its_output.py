# Moves about in its standard files, grows, shrinks, seals and maps them. They are its own;
# the size is read once, after its death.
# verdict: wrong_answer output_limit_exceeded
import ctypes
import fcntl
import mmap
import os

os.write(1, b"accepted\n" * 100)
os.lseek(1, 0, os.SEEK_SET)
os.ftruncate(1, 50_000)
libc = ctypes.CDLL(None)
libc.mmap.restype = ctypes.c_void_p
shared = libc.mmap(None, 50_000, mmap.PROT_READ | mmap.PROT_WRITE, mmap.MAP_SHARED, 1, 0)
ctypes.memmove(shared, b"mapped..", 8)
for descriptor in (0, 1, 2):
    for seal in (1, 2, 4, 8, 16):
        try:
            fcntl.fcntl(descriptor, fcntl.F_ADD_SEALS, seal)
        except OSError:
            pass
try:
    os.ftruncate(0, 0)
    os.write(1, b"changed its input")
except OSError:
    pass
os._exit(0)
