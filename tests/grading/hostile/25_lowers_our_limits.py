# Lowers limits, priority and processors of keeper and zygote. As another user it is refused; as
# the same it is noticed, and the next submission meets a fresh grader.
# verdict: wrong_answer
# output: refused
# exception under lockdown: it has the rights of the grader's user
# verdict under lockdown: wrong_answer run_time_error
# output under lockdown: *
import os
import resource

allowed = []
for pid in map(int, input().split()[:2]):
    for name in (resource.RLIMIT_FSIZE, resource.RLIMIT_NOFILE, resource.RLIMIT_CORE):
        try:
            resource.prlimit(pid, name, (0, 0))
            allowed.append((pid, name))
        except OSError:
            pass
    try:
        os.setpriority(os.PRIO_PROCESS, pid, 19)
        os.sched_setaffinity(pid, {min(os.sched_getaffinity(pid))})
        allowed.append((pid, "priority"))
    except OSError:
        pass
print(allowed or "refused")
