# Uses what others may change about the process that watches it as a place to write to: its
# limits, priority and processors. The next run inherits nothing of it.
# open under lockdown: a run inherits what an earlier one changed about its parent
# open under other_user: a run inherits what an earlier one changed about its parent
# verdict: accepted
# runs: 8
# expected: "nothing there"
import os
import resource

parent = os.getppid()
found = []
if resource.getrlimit(resource.RLIMIT_SIGPENDING)[0] == 42:
    found.append("limit")
if os.getpriority(os.PRIO_PROCESS, 0) == 7:
    found.append("priority")
if os.sched_getscheduler(0) == os.SCHED_BATCH:
    found.append("scheduler")
for action in (
    lambda: resource.prlimit(parent, resource.RLIMIT_SIGPENDING, (42, 42)),
    lambda: os.setpriority(os.PRIO_PROCESS, parent, 7),
    lambda: os.sched_setscheduler(parent, os.SCHED_BATCH, os.sched_param(0)),
):
    try:
        action()
    except OSError:
        pass
print(found or "nothing there")
