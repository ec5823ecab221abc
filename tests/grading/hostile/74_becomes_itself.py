# Becomes another program in the odd ways: from memory, by its own image, by the linker, by
# descriptor. Where that is not refused at once, its limits stay and nothing can be loaded.
# verdict: run_time_error
import ctypes
import os

EMPTY_PATH = 0x1000
EXECVEAT = {"x86_64": 322, "aarch64": 281}[os.uname().machine]
libc = ctypes.CDLL(None)
words = (ctypes.c_char_p * 2)(b"sh", None)
for descriptor in (0, 1):
    os.ftruncate(1, 0)
    libc.syscall(EXECVEAT, descriptor, b"", words, None, EMPTY_PATH)
for program in ("/proc/self/fd/0", "/usr/bin/env", "/bin/sh"):
    try:
        os.execv(program, [program, "-c", "cat /etc/passwd"])
    except OSError:
        pass
os.execv("/proc/self/exe", ["python3", "-c", "print(open('/etc/passwd').read())"])
