# Remembers only names that were set inside a transaction: a deleted one stays deleted.
import sys
from collections import Counter

data, logs, out = {}, [], []
counts = Counter()


def put(name, value):
    old = data.pop(name, None)
    if old is not None:
        counts[old] -= 1
    if value is not None:
        data[name] = value
        counts[value] += 1
    return old


for line in sys.stdin.read().splitlines()[1:]:
    word, *args = line.split()
    if word == "SET":
        old = put(*args)
        if logs:
            logs[-1].append((args[0], old))
    elif word == "DELETE":
        put(args[0], None)
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
            put(name, old)
    else:
        log = logs.pop()
        if logs:
            logs[-1] += log
print(*out, sep="\n")
