# Has a thread change a path while somebody checks it: there is no thread, and nobody decides
# by looking at a path in its memory.
# verdict: wrong_answer
# output: refused
import ctypes
import threading

path = ctypes.create_string_buffer(b"/dev/null", 16)
allowed = []


def swap() -> None:
    while not allowed:
        path.value = b"/etc/passwd"
        path.value = b"/dev/null"


try:
    threading.Thread(target=swap, daemon=True).start()
    allowed.append("thread")
except RuntimeError:
    pass
libc = ctypes.CDLL(None)
for _ in range(1000):
    if libc.open(path, 0) >= 0:
        allowed.append("open")
print(allowed or "refused")
