# Starts and ends sorted apart: the one that comes first moves the count.
n = int(input())
starts, ends = [], []
for _ in range(n):
    s, e = map(int, input().split())
    starts.append(s)
    ends.append(e)
starts.sort()
ends.sort()

best = total = 0
i = j = 0
while j < n:
    now = ends[j] if i == n else min(starts[i], ends[j])
    while j < n and ends[j] == now:
        j += 1
    while i < n and starts[i] == now:
        i += 1
    if j == n:
        break
    nxt = ends[j] if i == n else min(starts[i], ends[j])
    if i - j > best:
        best, total = i - j, 0
    if i - j == best:
        total += nxt - now
print(best, total)
