# Right in idea, but a long chain of needs is deeper than Python's recursion.
import sys
from functools import cache

n, _, *pairs = map(int, sys.stdin.read().split())
needs = {service: [] for service in range(1, n + 1)}
for a, b in zip(pairs[::2], pairs[1::2]):
    needs[a].append(b)


@cache
def wave(service):
    return 1 + max((wave(need) for need in needs[service]), default=0)


sizes = {}
for service in needs:
    sizes[wave(service)] = sizes.get(wave(service), 0) + 1
print(len(sizes))
print(*(sizes[number] for number in sorted(sizes)))
