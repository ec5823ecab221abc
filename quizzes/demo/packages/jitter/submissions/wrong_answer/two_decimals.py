# Rounds the answer to what looks nice on a page.
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
print(f"{sqrt(best) / k:.2f}")
