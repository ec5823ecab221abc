# A service's wave is one more than the latest wave among its needs. The search keeps
# its own stack, because a chain may be 20,000 services long.
import sys
from collections import Counter

NEW, ENTERED, STUCK = 0, -1, -2


def main():
    n, _, *pairs = map(int, sys.stdin.read().split())
    needs = {service: set() for service in range(1, n + 1)}
    for a, b in zip(pairs[::2], pairs[1::2]):
        needs[a].add(b)
    wave = dict.fromkeys(needs, NEW)
    for first in needs:
        stack = [first]
        while stack:
            service = stack[-1]
            if wave[service] == NEW:
                wave[service] = ENTERED
                stack.extend(need for need in needs[service] if wave[need] == NEW)
            else:
                stack.pop()
                if wave[service] == ENTERED:
                    waves = [wave[need] for need in needs[service]]
                    is_stuck = any(found in (ENTERED, STUCK) for found in waves)
                    wave[service] = STUCK if is_stuck else 1 + max(waves, default=0)
    sizes = Counter(wave.values())
    if sizes[STUCK]:
        print("stuck", sizes[STUCK])
    else:
        print(len(sizes))
        print(*(sizes[number] for number in range(1, len(sizes) + 1)))


main()
