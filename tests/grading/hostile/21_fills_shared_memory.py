# Takes more memory than its limit by System V segments, which count for nobody once they are
# detached. Refused by a filter; otherwise as much as its time allows, and swept afterwards.
# verdict: wrong_answer
# output: refused
# output under lockdown: 6
# output under other_user: 6
import ctypes

SIZE = 32 << 20
CREATE = 0o1600
libc = ctypes.CDLL(None)
libc.shmat.restype = ctypes.c_void_p
filled = 0
for _ in range(6):
    segment = libc.shmget(0, SIZE, CREATE)
    if segment < 0:
        break
    address = libc.shmat(segment, None, 0)
    ctypes.memset(address, 1, SIZE)
    libc.shmdt(ctypes.c_void_p(address))
    filled += 1
print(filled or "refused")
