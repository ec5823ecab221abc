# Kills and stops whatever runs beside it in the same submission: that costs it those runs, and
# no other submission anything.
# verdict: run_time_error wrong_answer time_limit_exceeded
# runs: 3
# limits: wall_time_ms=400
import os
import signal

for pid in range(os.getpid() + 1, os.getpid() + 20):
    for number in (signal.SIGSTOP, signal.SIGKILL):
        try:
            if os.getsid(pid) == os.getsid(0):
                os.kill(pid, number)
        except OSError:
            pass
