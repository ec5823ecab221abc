# One log for everything, and a stack of where each open transaction began in it.
import sys

data, count, log, began, out = {}, {}, [], [], []


def put(name, value):
    old = data.get(name)
    if old is not None:
        count[old] -= 1
    if value is None:
        data.pop(name, None)
    else:
        data[name] = value
        count[value] = count.get(value, 0) + 1
    return old


sys.stdin.readline()
for line in sys.stdin:
    word, *args = line.split()
    if word == "GET":
        out.append(data.get(args[0], "NONE"))
    elif word == "COUNT":
        out.append(count.get(args[0], 0))
    elif word in ("SET", "DELETE"):
        name = args[0]
        old = put(name, args[1] if word == "SET" else None)
        if began:
            log.append((name, old))
    elif word == "BEGIN":
        began.append(len(log))
    elif not began:
        out.append("NO TRANSACTION")
    else:
        mark = began.pop()
        if word == "ROLLBACK":
            while len(log) > mark:
                put(*log.pop())
        elif not began:
            log.clear()
print(*out, sep="\n")
