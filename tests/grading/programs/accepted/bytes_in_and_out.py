# The fast way of contests: bytes in, bytes out, the file never closed by hand.
import sys

a, b = map(int, sys.stdin.buffer.readline().split())
out = open(1, "wb", closefd=False)
out.write(b"%d\n" % (a + b))
