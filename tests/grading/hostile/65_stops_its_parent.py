# Stops the process that watches it, and ends: nobody can say how, so it is not believed.
# verdict: run_time_error time_limit_exceeded
import os
import signal

os.kill(os.getppid(), signal.SIGSTOP)
