# Takes memory in small pieces and touches each, until there is no more: its own limit.
# verdict: memory_limit_exceeded
# limits: cpu_time_ms=5000 wall_time_ms=20000
kept = []
while True:
    kept.append(bytearray(b"x" * 65536))
