# Looks whether anybody reads what it wrote while it lives, to learn by the time it takes how much
# of it is right: nobody reads before its end.
# verdict: wrong_answer
# output: nobody reads
import os
import time

os.write(1, b"")
before = os.fstat(1)
noticed = False
for _ in range(20):
    time.sleep(0.005)
    now = os.fstat(1)
    noticed |= now.st_atime_ns != before.st_atime_ns or os.lseek(1, 0, os.SEEK_CUR) != 0
print("somebody reads" if noticed else "nobody reads")
