# Ten thousand calls deep, as graph searches are.
import sys

sys.setrecursionlimit(100_000)


def count(depth: int) -> int:
    return 0 if depth == 0 else 1 + count(depth - 1)


assert count(10_000) == 10_000
print(sum(map(int, input().split())))
