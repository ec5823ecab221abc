# At the same second a start is counted before an end, so calls that only touch
# seem to be open together.
import sys

numbers = list(map(int, sys.stdin.read().split()))
events = [(s, -1) for s in numbers[1::2]] + [(e, 1) for e in numbers[2::2]]
events.sort()
most = seconds = count = 0
for position, (moment, kind) in enumerate(events[:-1]):
    count -= kind
    if count > most:
        most, seconds = count, 0
    if count == most:
        seconds += events[position + 1][0] - moment
print(most, seconds)
