# Lifts Python's limit of recursion and calls itself for ever: it runs out of memory or stack.
# verdict: run_time_error memory_limit_exceeded time_limit_exceeded
import sys

sys.setrecursionlimit(2**31 - 1)


def deeper(depth: int) -> int:
    return deeper(depth + 1) + 1


deeper(0)
