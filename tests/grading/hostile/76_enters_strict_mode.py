# Enters the strict mode of seccomp, in which even leaving is forbidden: it is killed.
# verdict: run_time_error wrong_answer
# output: refused
import ctypes

SET_SECCOMP, STRICT = 22, 1
if ctypes.CDLL(None).prctl(SET_SECCOMP, STRICT, 0, 0, 0) != 0:
    print("refused")
