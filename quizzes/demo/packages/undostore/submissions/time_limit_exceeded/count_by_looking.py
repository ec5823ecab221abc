# A good undo log, but COUNT looks at every value.
import sys

data, logs, out = {}, [], []


def put(name, value):
    old = data.pop(name, None)
    if value is not None:
        data[name] = value
    return old


for line in sys.stdin.read().splitlines()[1:]:
    word, *args = line.split()
    if word in ("SET", "DELETE"):
        old = put(args[0], args[1] if word == "SET" else None)
        if logs:
            logs[-1].append((args[0], old))
    elif word == "GET":
        out.append(data.get(args[0], "NONE"))
    elif word == "COUNT":
        out.append(sum(1 for value in data.values() if value == args[0]))
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
