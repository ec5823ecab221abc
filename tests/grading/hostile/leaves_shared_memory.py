# Leaves System V shared memory, a message and a semaphore for the next submission.
# verdict: wrong_answer
import ctypes

CREATE = 0o1000 | 0o666
libc = ctypes.CDLL(None, use_errno=True)
for key in (0x6772, 0):  # the first can be found again
    libc.shmget(key, 4096, CREATE)
    queue = libc.msgget(key, CREATE)
    libc.msgsnd(queue, ctypes.create_string_buffer(b"\1" + bytes(7) + b"mail"), 4, 0)
    libc.semget(key, 1, CREATE)
