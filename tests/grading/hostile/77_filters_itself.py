# Puts filters on itself: one that would ask somebody who never answers, and one in which leaving
# does nothing. It waits for its own end.
# verdict: time_limit_exceeded run_time_error wrong_answer
# output: refused
# limits: cpu_time_ms=300 wall_time_ms=600
import ctypes
import os
import struct

SECCOMP = {"x86_64": 317, "aarch64": 277}[os.uname().machine]
NO_NEW_PRIVS, FILTER, NEW_LISTENER = 38, 1, 8
ASK_SOMEBODY, SUCCEED = 0x7FC00000, 0x00050000
libc = ctypes.CDLL(None)
libc.prctl(NO_NEW_PRIVS, 1, 0, 0, 0)
installed = []
for answer, flags in ((ASK_SOMEBODY, NEW_LISTENER), (SUCCEED, 0)):
    program = ctypes.create_string_buffer(struct.pack("HBBI", 6, 0, 0, answer))
    head = struct.pack("HP", 1, ctypes.addressof(program))
    if libc.syscall(SECCOMP, FILTER, flags, head) >= 0:
        installed.append(answer)
if not installed:
    print("refused")
