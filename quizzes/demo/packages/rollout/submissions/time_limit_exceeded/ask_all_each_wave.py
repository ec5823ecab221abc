# Goes through every service that is not out yet, once per wave.
n, m = map(int, input().split())
needs = {service: set() for service in range(1, n + 1)}
for _ in range(m):
    a, b = map(int, input().split())
    needs[a].add(b)
released = set()
sizes = []
while len(released) < n:
    wave = [s for s in needs if s not in released and needs[s] <= released]
    if not wave:
        break
    released.update(wave)
    sizes.append(len(wave))
if len(released) < n:
    print("stuck", n - len(released))
else:
    print(len(sizes))
    print(*sizes)
