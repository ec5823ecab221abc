# Hides only words that are numbers as a whole: "disk7" keeps its number.
from collections import Counter

n, k = map(int, input().split())
groups = Counter()
for _ in range(n):
    words = input().split()
    groups[" ".join("#" if word.isdigit() else word for word in words)] += 1
for pattern, count in sorted(groups.items(), key=lambda group: (-group[1], group[0]))[:k]:
    print(count, pattern)
