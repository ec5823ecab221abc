# Keeps a deep copy of the whole store at every BEGIN, and counts by looking at all of it.
import copy
import sys

data, copies, out = {}, [], []
for line in sys.stdin.read().splitlines()[1:]:
    word, *args = line.split()
    if word == "SET":
        data[args[0]] = args[1]
    elif word == "DELETE":
        data.pop(args[0], None)
    elif word == "GET":
        out.append(data.get(args[0], "NONE"))
    elif word == "COUNT":
        out.append(sum(1 for value in data.values() if value == args[0]))
    elif word == "BEGIN":
        copies.append(copy.deepcopy(data))
    elif not copies:
        out.append("NO TRANSACTION")
    else:
        before = copies.pop()
        if word == "ROLLBACK":
            data = before
print(*out, sep="\n")
