# Stops itself, hoping that somebody waits for ever: the wall clock ends it. Where it may
# send no signal, not even to itself, it goes on.
# verdict: time_limit_exceeded wrong_answer
# output: refused
# limits: wall_time_ms=400
import os
import signal

try:
    os.kill(os.getpid(), signal.SIGSTOP)
except PermissionError:
    print("refused")
