# Reads its standard input forwards, backwards, beyond its end and by mapping it: there is the
# input of this run, and nothing of another's.
# verdict: accepted
# runs: 3
# expected: "alone"
import ctypes
import os
import re

everything = os.read(0, 100_000)
os.lseek(0, 0, os.SEEK_SET)
everything += os.read(0, 100_000)
for place in range(0, 1 << 16, 512):
    everything += os.pread(0, 512, place)
try:
    os.lseek(0, -4096, os.SEEK_END)
    everything += os.read(0, 100_000)
except OSError:
    pass
libc = ctypes.CDLL(None)
libc.mmap.restype = ctypes.c_ssize_t
address = libc.mmap(None, 4096, 1, 1, 0, 0)
if address > 0:
    everything += ctypes.string_at(address, 4096)
runs = set(re.findall(rb"run \d+", everything))
print("alone" if len(runs) == 1 else runs)
