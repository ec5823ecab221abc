"""Slide two sums of whole numbers along; only the last step leaves them.

k * sum(x * x) - sum(x) ** 2 is k * k times the variance, and Python's whole numbers
are exact whatever their size.
"""

from math import sqrt


def largest_spread(readings, k):
    total = sum(readings[:k])
    squares = sum(x * x for x in readings[:k])
    largest = k * squares - total * total
    for gone, new in zip(readings, readings[k:]):
        total += new - gone
        squares += new * new - gone * gone
        largest = max(largest, k * squares - total * total)
    return largest


def main():
    n, k = map(int, input().split())
    readings = list(map(int, input().split()))
    print(sqrt(largest_spread(readings, k)) / k)


main()
