# Ends, and goes on in everything that is called at the end: that is its own time too.
# verdict: time_limit_exceeded
# limits: cpu_time_ms=300
import atexit
import sys


def for_ever() -> None:
    while True:
        pass


class Clinging:
    def __del__(self) -> None:
        for_ever()


kept = Clinging()
sys.stdout.flush()
atexit.register(for_ever)
