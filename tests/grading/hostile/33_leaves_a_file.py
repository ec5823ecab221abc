# Leaves a file for the next run or the next submission, in every place that it could write to;
# the second run looks. There is none.
# verdict: accepted
# runs: 2
# expected: "nothing there"
import os

NAME = "grader-mail"
found = []
for place in (".", "/tmp", "/var/tmp", "/dev/shm", "/run/lock", "/run/user/0"):
    try:
        found.append(open(f"{place}/{NAME}").read())
    except OSError:
        pass
    try:
        os.stat(f"{place}/{NAME}")
        found.append(place)
    except OSError:
        pass
    for mode in ("w", "a", "x"):
        try:
            open(f"{place}/{NAME}", mode).write("mail")
        except OSError:
            pass
print(found or "nothing there")
