# Kills the process that watches it. That costs it this run; the grader goes on.
# verdict: run_time_error
import os
import signal

print("SECRET")
os.kill(os.getppid(), signal.SIGKILL)
