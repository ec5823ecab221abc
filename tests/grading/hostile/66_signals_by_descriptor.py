# Asks that the keeper be killed when something happens on its standard files (F_SETOWN,
# F_SETSIG, O_ASYNC), as works with pipes. With memfds nothing happens.
# verdict: wrong_answer
# output: refused
import fcntl
import os
import signal

F_SETSIG = 10
for pid in (*map(int, input().split()), os.getppid()):
    for descriptor in (0, 1, 2):
        try:
            fcntl.fcntl(descriptor, fcntl.F_SETOWN, pid)
            fcntl.fcntl(descriptor, F_SETSIG, signal.SIGKILL)
            flags = fcntl.fcntl(descriptor, fcntl.F_GETFL)
            fcntl.fcntl(descriptor, fcntl.F_SETFL, flags | os.O_ASYNC)
        except OSError:
            pass
    os.write(2, b"x")
    os.lseek(0, 0, os.SEEK_SET)
    os.read(0, 1)
print("refused")
