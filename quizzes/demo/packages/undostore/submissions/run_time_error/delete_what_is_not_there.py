# Believes that a name which is deleted or asked for is always there.
import sys
from collections import Counter

data, logs, out = {}, [], []
counts = Counter()
for line in sys.stdin.read().splitlines()[1:]:
    word, *args = line.split()
    if word == "SET":
        name, value = args
        old = data.get(name)
        counts[old] -= 1
        data[name] = value
        counts[value] += 1
        if logs:
            logs[-1].append((name, old))
    elif word == "DELETE":
        old = data[args[0]]
        del data[args[0]]
        counts[old] -= 1
        if logs:
            logs[-1].append((args[0], old))
    elif word == "GET":
        out.append(data.get(args[0], "NONE"))
    elif word == "COUNT":
        out.append(counts[args[0]])
    elif word == "BEGIN":
        logs.append([])
    elif not logs:
        out.append("NO TRANSACTION")
    elif word == "ROLLBACK":
        for name, old in reversed(logs.pop()):
            if name in data:
                counts[data.pop(name)] -= 1
            if old is not None:
                data[name] = old
                counts[old] += 1
    else:
        log = logs.pop()
        if logs:
            logs[-1] += log
print(*out, sep="\n")
