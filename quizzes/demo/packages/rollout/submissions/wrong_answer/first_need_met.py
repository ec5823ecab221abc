# Puts a service into the wave after the first of its needs, not after the last.
import sys

n, _, *pairs = map(int, sys.stdin.read().split())
needed_by = {service: [] for service in range(1, n + 1)}
waiting = set()
for a, b in zip(pairs[::2], pairs[1::2]):
    needed_by[b].append(a)
    waiting.add(a)
wave = [service for service in needed_by if service not in waiting]
done, sizes = set(wave), []
while wave:
    sizes.append(len(wave))
    following = []
    for released in wave:
        for service in needed_by[released]:
            if service not in done:
                done.add(service)
                following.append(service)
    wave = following
if len(done) < n:
    print("stuck", n - len(done))
else:
    print(len(sizes))
    print(*sizes)
