# Tries to read the environment of every process, and to list which there are: there is no
# descriptor for that, and where there is one, no leave.
# verdict: wrong_answer
# output: refused
import os

allowed = []
for pid in (1, os.getppid(), *range(1, 3000), "self", "thread-self"):
    try:
        allowed.append(open(f"/proc/{pid}/environ", "rb").read())
    except OSError:
        pass
for place in ("/proc", "/proc/self/task", "/proc/self/fd"):
    try:
        allowed.append(os.listdir(place))
    except OSError:
        pass
print(allowed or "refused")
