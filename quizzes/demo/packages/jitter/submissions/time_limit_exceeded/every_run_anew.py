# Computes mean and deviation of every run from the start.
n, k = map(int, input().split())
readings = list(map(int, input().split()))
largest = 0.0
for start in range(n - k + 1):
    run = readings[start : start + k]
    mean = sum(run) / k
    variance = sum((x - mean) ** 2 for x in run) / k
    largest = max(largest, variance**0.5)
print(largest)
