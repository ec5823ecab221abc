# Counts second by second and believes that times stay within one day.
n = int(input())
change = [0] * (24 * 60 * 60 + 1)
for _ in range(n):
    start, end = map(int, input().split())
    change[start] += 1
    change[end] -= 1
most = seconds = count = 0
for step in change:
    count += step
    if count > most:
        most, seconds = count, 0
    if count == most:
        seconds += 1
print(most, seconds)
