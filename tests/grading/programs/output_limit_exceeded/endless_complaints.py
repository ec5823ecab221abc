import sys

while True:
    print("7" * 70, file=sys.stderr)
