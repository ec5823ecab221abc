# Stops the process that watches it, and ends: nobody can say how, so it is not believed.
# verdict: run_time_error time_limit_exceeded
# limits: wall_time_ms=400
import os
import signal

os.kill(os.getppid(), signal.SIGSTOP)
