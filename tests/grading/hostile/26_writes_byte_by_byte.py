# Writes byte by byte for ever: its own processor time, not the grader's.
# verdict: time_limit_exceeded
# limits: cpu_time_ms=300 output_bytes=100_000_000
import os

while True:
    os.write(1, b"x")
