# Ignores every signal that can be ignored, and computes where Python would hear none: SIGKILL ends it.
# verdict: time_limit_exceeded
# limits: cpu_time_ms=300
import re
import signal

for number in signal.valid_signals():
    try:
        signal.signal(number, signal.SIG_IGN)
    except OSError:
        pass
re.match(r"(a+)+$", "a" * 64 + "b")
