# Prefix sums of the readings and of their squares, all in whole numbers.
import sys
from itertools import accumulate
from math import sqrt

n, k, *x = map(int, sys.stdin.read().split())
s = [0, *accumulate(x)]
q = [0, *accumulate(v * v for v in x)]
best = max(k * (q[i + k] - q[i]) - (s[i + k] - s[i]) ** 2 for i in range(n - k + 1))
print(f"{sqrt(best) / k:.9f}")
