# Burns processor time and denies it: patches every clock, sets timers, and prints that it took
# none. Its true parent asks the kernel.
# verdict: time_limit_exceeded
# limits: cpu_time_ms=300
import os
import resource
import signal
import time


def never(*_arguments: object) -> float:
    return 0.0


for name in ("time", "perf_counter", "process_time", "monotonic", "thread_time"):
    setattr(time, name, never)
os.times = os.wait4 = resource.getrusage = never
signal.setitimer(signal.ITIMER_PROF, 0.01, 0.01)
signal.signal(signal.SIGPROF, signal.SIG_IGN)
try:
    resource.setrlimit(resource.RLIMIT_CPU, resource.getrlimit(resource.RLIMIT_CPU)[::-1])
except (OSError, ValueError):
    pass
print("ended 1 0 0 0 0", flush=True)
while True:
    pass
