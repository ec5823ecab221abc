# For each moment at which something changes, asks every call whether it is open.
n = int(input())
calls = [tuple(map(int, input().split())) for _ in range(n)]
moments = sorted({moment for call in calls for moment in call})
best, total = 0, 0
for now, following in zip(moments, moments[1:]):
    open_calls = sum(1 for start, end in calls if start <= now < end)
    if open_calls > best:
        best, total = open_calls, 0
    if open_calls == best:
        total += following - now
print(best, total)
