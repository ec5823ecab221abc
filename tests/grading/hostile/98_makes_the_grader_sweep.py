# Digs as deep as its time allows, so that sweeping takes much longer than digging did. The next
# submission is judged all the same.
# verdict: wrong_answer time_limit_exceeded
# limits: cpu_time_ms=100
import os

while True:
    try:
        os.mkdir("d")
        os.chdir("d")
    except OSError:
        break
