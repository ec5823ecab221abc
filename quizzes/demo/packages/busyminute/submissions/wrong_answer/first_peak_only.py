# Measures only the first stretch with the most open calls, not all of them.
import sys

numbers = list(map(int, sys.stdin.read().split()))
changes = {}
for start, end in zip(numbers[1::2], numbers[2::2]):
    changes[start] = changes.get(start, 0) + 1
    changes[end] = changes.get(end, 0) - 1
most = seconds = count = 0
moments = sorted(changes)
for moment, following in zip(moments, moments[1:]):
    count += changes[moment]
    if count > most:
        most, seconds = count, following - moment
print(most, seconds)
