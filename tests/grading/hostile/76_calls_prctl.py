# Makes itself readable, lets anybody trace it, takes the harness's name, moves its own memory
# map, and asks for old privileges back: it harms at most itself.
# verdict: wrong_answer run_time_error
# output: done
import ctypes

libc = ctypes.CDLL(None)
SET_DUMPABLE, SET_NAME, SET_SECUREBITS, SET_PTRACER = 4, 15, 28, 0x59616D61
SET_MM, SET_NO_NEW_PRIVS, SPECULATION, CAP_AMBIENT, SET_TSC = 35, 38, 53, 47, 26
libc.prctl(SET_DUMPABLE, 1, 0, 0, 0)
libc.prctl(SET_PTRACER, -1, 0, 0, 0)
libc.prctl(SET_NAME, b"python3", 0, 0, 0)
libc.prctl(SET_SECUREBITS, 0x2F, 0, 0, 0)
libc.prctl(SET_NO_NEW_PRIVS, 0, 0, 0, 0)
libc.prctl(SPECULATION, 0, 2, 0, 0)
for capability in range(41):
    libc.prctl(CAP_AMBIENT, 2, capability, 0, 0)
for field in range(1, 15):
    libc.prctl(SET_MM, field, 0x10000, 0, 0)
print("done")
