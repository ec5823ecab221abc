# Starts threads that start threads: refused, whether it expects that or not.
# verdict: run_time_error time_limit_exceeded
# limits: cpu_time_ms=300
import threading


def bomb() -> None:
    while True:
        threading.Thread(target=bomb).start()


bomb()
