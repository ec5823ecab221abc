# Kills zygote and keeper, found as the nearest leaders of sessions before its stem. As another
# user it is refused; as the same it succeeds twice, and gets what it deserves.
# verdict: wrong_answer run_time_error
# reason: stopped the grader
# output: refused
import os
import signal

stem = os.getppid()
leaders = []
for pid in range(stem - 1, max(stem - 3000, 1), -1):
    try:
        if os.getsid(pid) == pid:
            leaders.append(pid)
    except OSError:
        continue
    if len(leaders) == 2:
        break
killed = []
for pid in leaders:
    try:
        os.kill(pid, signal.SIGKILL)
        killed.append(pid)
    except PermissionError:
        pass
print(killed or "refused")
