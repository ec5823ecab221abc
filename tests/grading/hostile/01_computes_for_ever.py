# Computes for ever: its time limit ends it.
# verdict: time_limit_exceeded
# limits: cpu_time_ms=300
while True:
    pass
