# What was printed cannot be written any more: Python says so with status 120.
import os

print(sum(map(int, input().split())))
os.close(1)
