# Complains for ever: standard error is limited like standard output, and nobody waits for it.
# verdict: output_limit_exceeded
# limits: cpu_time_ms=5000 wall_time_ms=20000
import sys

while True:
    sys.stderr.write("x" * 1000)
