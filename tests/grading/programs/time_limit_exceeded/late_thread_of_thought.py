# The answer is right, and then the program does not leave.
import atexit
import time

print(sum(map(int, input().split())), flush=True)
atexit.register(time.sleep, 1_000_000)
