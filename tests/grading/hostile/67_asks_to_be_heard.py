# Has the kernel send signals to the grader later: by timers, by its own death, by message
# queues, as the reaper of orphans. Only itself can be told.
# verdict: wrong_answer
# output: refused
import ctypes
import os
import signal

TIMER_CREATE = {"x86_64": 222, "aarch64": 107}[os.uname().machine]
THREAD_ID, KILL = 4, 9
libc = ctypes.CDLL(None)
allowed = []
for pid in (*map(int, input().split()), os.getppid()):
    event = (ctypes.c_int * 16)(0, 0, KILL, THREAD_ID, pid)  # struct sigevent
    timer = ctypes.c_int()
    if libc.syscall(TIMER_CREATE, 1, event, ctypes.byref(timer)) == 0:
        allowed.append(("timer", pid))
try:
    libc.mq_open.argtypes = (ctypes.c_char_p, ctypes.c_int, ctypes.c_uint, ctypes.c_void_p)
    if libc.mq_open(b"/grader-mail", os.O_RDWR | os.O_CREAT, 0o666, None) >= 0:
        allowed.append("message queue")
except AttributeError:
    pass
PDEATHSIG, CHILD_SUBREAPER = 1, 36
libc.prctl(PDEATHSIG, KILL, 0, 0, 0)
libc.prctl(CHILD_SUBREAPER, 1, 0, 0, 0)
signal.setitimer(signal.ITIMER_REAL, 1000)
print(allowed or "refused")
