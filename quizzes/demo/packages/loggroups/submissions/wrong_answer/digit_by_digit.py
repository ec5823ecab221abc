# Replaces every digit, so "9" and "10" give different patterns.
import re
import sys
from collections import Counter

first, *lines = sys.stdin.read().splitlines()
n, k = map(int, first.split())
groups = Counter(re.sub("[0-9]", "#", line) for line in lines)
for pattern, count in sorted(groups.items(), key=lambda group: (-group[1], group[0]))[:k]:
    print(count, pattern)
