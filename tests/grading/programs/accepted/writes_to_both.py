# Standard error is nobody's answer, and writing to both in turn blocks nobody.
import sys

for number in range(200):
    print("note", number, file=sys.stderr)
print(sum(map(int, input().split())))
