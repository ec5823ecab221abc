# Lowers limits, priority and processors of keeper, zygote and stem. As another user it is refused;
# as the same it is noticed, and the next submission meets a fresh grader.
# verdict: wrong_answer run_time_error
import os
import resource

for pid in (*map(int, input().split()[:2]), os.getppid()):
    for name in (resource.RLIMIT_FSIZE, resource.RLIMIT_NOFILE, resource.RLIMIT_CORE):
        try:
            resource.prlimit(pid, name, (0, 0))
        except OSError:
            pass
    try:
        os.setpriority(os.PRIO_PROCESS, pid, 19)
        os.sched_setaffinity(pid, {min(os.sched_getaffinity(pid))})
    except OSError:
        pass
