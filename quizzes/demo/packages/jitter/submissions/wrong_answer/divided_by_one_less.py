# The other standard deviation, the one that divides by k - 1.
import sys
from math import sqrt

n, k, *x = map(int, sys.stdin.read().split())
total = sum(x[:k])
squares = sum(v * v for v in x[:k])
best = k * squares - total * total
for gone, new in zip(x, x[k:]):
    total += new - gone
    squares += new * new - gone * gone
    best = max(best, k * squares - total * total)
print(sqrt(best / (k * max(1, k - 1))))
