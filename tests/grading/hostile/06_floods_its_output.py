# Prints for ever: one byte over the limit ends it, and no more is kept.
# verdict: output_limit_exceeded
# limits: cpu_time_ms=5000 wall_time_ms=20000
while True:
    print("x" * 1000)
