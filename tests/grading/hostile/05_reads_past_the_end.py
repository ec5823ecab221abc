# Reads on where its input has ended: it is told so each time, and never waits.
# verdict: run_time_error
# reason: ended with exit status 1
import os
import sys

sys.stdin.read()
if any(os.read(0, 10) for _ in range(1000)):
    raise SystemExit("there was more")
input()
