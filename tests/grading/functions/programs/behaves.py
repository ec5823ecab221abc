import math
import sys


def f(how, numbers):
    sys.stdout.write("[]\n")
    sys.stderr.write("{\n")
    match how:
        case "leave":
            sys.exit(0)
        case "fail":
            raise ValueError("no luck")
        case "nan":
            return [0, math.nan]
        case "read":
            return [len(sys.stdin.read())]
    return numbers[::-1]
