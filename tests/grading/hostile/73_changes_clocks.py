# Sets the machine's clocks, at once or slowly: refused.
# verdict: wrong_answer
# output: refused
import ctypes
import os
import time

libc = ctypes.CDLL(None)
SETTIMEOFDAY, ADJTIMEX = {"x86_64": (164, 159), "aarch64": (170, 171)}[os.uname().machine]
allowed = []
for clock in (time.CLOCK_REALTIME, time.CLOCK_MONOTONIC, time.CLOCK_PROCESS_CPUTIME_ID):
    try:
        time.clock_settime(clock, 0)
        allowed.append(clock)
    except OSError:
        pass
change = (ctypes.c_long * 64)(0x4000)  # struct timex: ADJ_TICK
if libc.syscall(ADJTIMEX, change) >= 0:
    allowed.append("adjtimex")
if libc.syscall(SETTIMEOFDAY, (ctypes.c_long * 2)(1, 0), None) == 0:
    allowed.append("settimeofday")
print(allowed or "refused")
