# Corrupts its own interpreter: the kernel ends it.
import ctypes

ctypes.memset(8, 0, 8)
