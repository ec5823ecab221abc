# Overwrites the interpreter's own objects by address: it harms itself.
# verdict: run_time_error wrong_answer time_limit_exceeded
# limits: cpu_time_ms=300 wall_time_ms=1000
import ctypes


def victim() -> int:
    return 1


ctypes.memset(id(victim.__code__), 0x41, 64)
ctypes.memset(id(int) + 16, 0x42, 256)
ctypes.memset(id(None), 0, 16)
print(victim())
