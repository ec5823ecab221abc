# A program may meet its memory limit and recover.
try:
    block = bytearray(1 << 40)
except MemoryError:
    print(sum(map(int, input().split())))
