import re
import sys
from collections import Counter

first, *lines = sys.stdin.read().splitlines()
n, k = map(int, first.split())
groups = Counter(re.sub("[0-9]+", "#", line) for line in lines[:n])
for pattern, count in sorted(groups.items(), key=lambda group: (-group[1], group[0]))[:k]:
    print(count, pattern)
