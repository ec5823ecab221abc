"""Kahn's algorithm, one wave at a time."""

import sys


def plan(n, needs):
    needed_by = [[] for _ in range(n + 1)]
    open_needs = [0] * (n + 1)
    for service, needed in needs:
        needed_by[needed].append(service)
        open_needs[service] += 1
    waves = []
    wave = [service for service in range(1, n + 1) if open_needs[service] == 0]
    while wave:
        waves.append(len(wave))
        following = []
        for released in wave:
            for service in needed_by[released]:
                open_needs[service] -= 1
                if open_needs[service] == 0:
                    following.append(service)
        wave = following
    return waves


def main():
    n, m, *pairs = map(int, sys.stdin.read().split())
    waves = plan(n, zip(pairs[::2], pairs[1::2]))
    if sum(waves) < n:
        print("stuck", n - sum(waves))
    else:
        print(len(waves))
        print(*waves)


main()
