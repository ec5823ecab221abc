# Makes a daemon, which would be there when the next submission runs, to kill or trace it: there
# is no child to be had, neither at once nor by trying for long.
# also: 31
# verdict: wrong_answer
# output: refused
import ctypes
import os
import signal

libc = ctypes.CDLL(None)


def haunt() -> None:
    for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:
        signal.signal(number, signal.SIG_IGN)
    os.setsid()
    if os.fork():
        os._exit(0)
    while True:
        for pid in range(os.getpid(), os.getpid() + 100):
            libc.ptrace(16, pid, None, None)


for _ in range(100):
    try:
        child = os.fork()
    except OSError:
        continue
    if child == 0:
        haunt()
    print("a child:", child)
print("refused")
