# Looks through all the groups so far for every line.
import re

n, k = map(int, input().split())
groups = []
for _ in range(n):
    pattern = re.sub("[0-9]+", "#", input())
    for group in groups:
        if group[1] == pattern:
            group[0] += 1
            break
    else:
        groups.append([1, pattern])
groups.sort(key=lambda group: (-group[0], group[1]))
for count, pattern in groups[:k]:
    print(count, pattern)
