# Right in idea, but large readings that hardly differ lose their differences when their
# squares are added up as floating-point numbers.
import sys
from math import sqrt

n, k, *x = map(int, sys.stdin.read().split())
total = float(sum(x[:k]))
squares = float(sum(v * v for v in x[:k]))
best = squares / k - (total / k) ** 2
for gone, new in zip(x, x[k:]):
    total += new - gone
    squares += float(new) ** 2 - float(gone) ** 2
    best = max(best, squares / k - (total / k) ** 2)
print(sqrt(max(best, 0.0)))
