# Maps its standard output, to have somebody write there when it is dead and its output is being
# compared: nobody is left who could.
# verdict: wrong_answer
# output: early
import ctypes
import os
import threading
import time

os.write(1, b"early\n")
libc = ctypes.CDLL(None)
libc.mmap.restype = ctypes.c_void_p
shared = libc.mmap(None, 4096, 3, 1, 1, 0)


def forge() -> None:
    time.sleep(0.1)
    ctypes.memmove(shared, b"late.", 5)


try:
    threading.Thread(target=forge, daemon=True).start()
except RuntimeError:
    pass
try:
    if os.fork() == 0:
        forge()
except OSError:
    pass
os._exit(0)
