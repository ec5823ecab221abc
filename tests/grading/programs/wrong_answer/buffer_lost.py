# os._exit() throws away what was not flushed, here as everywhere.
import os

print(sum(map(int, input().split())))
os._exit(0)
