# Forks for ever, refused or not: the time limit ends it and nobody notices.
# verdict: time_limit_exceeded
# limits: cpu_time_ms=300
import os

while True:
    try:
        os.fork()
    except OSError:
        pass
