"""Walk through all starts and ends in order of time and count the open calls."""

import sys


def busiest(calls):
    changes = {}
    for start, end in calls:
        changes[start] = changes.get(start, 0) + 1
        changes[end] = changes.get(end, 0) - 1
    most = seconds = open_calls = 0
    moments = sorted(changes)
    for moment, following in zip(moments, moments[1:]):
        open_calls += changes[moment]
        if open_calls > most:
            most, seconds = open_calls, 0
        if open_calls == most:
            seconds += following - moment
    return most, seconds


def main():
    numbers = list(map(int, sys.stdin.read().split()))
    calls = zip(numbers[1::2], numbers[2::2])
    print(*busiest(calls))


main()
