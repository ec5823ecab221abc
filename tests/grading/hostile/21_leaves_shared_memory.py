# Leaves System V shared memory, a message and a semaphore for the next submission.
# verdict: wrong_answer
import ctypes

CREATE = 0o1000 | 0o666
libc = ctypes.CDLL(None, use_errno=True)
to_be_found = 0x6772_0000 + int(input().split()[0])  # by tests/grading/test_hostile.py
for key in (to_be_found, 0):
    libc.shmget(key, 4096, CREATE)
    queue = libc.msgget(key, CREATE)
    libc.msgsnd(queue, ctypes.create_string_buffer(b"\1" + bytes(7) + b"mail"), 4, 0)
    libc.semget(key, 1, CREATE)
