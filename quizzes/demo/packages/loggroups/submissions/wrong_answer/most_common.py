# Counter.most_common keeps groups of one size in the order in which they were met.
import re
import sys
from collections import Counter

first, *lines = sys.stdin.read().splitlines()
n, k = map(int, first.split())
groups = Counter(re.sub("[0-9]+", "#", line) for line in lines)
for pattern, count in groups.most_common(k):
    print(count, pattern)
