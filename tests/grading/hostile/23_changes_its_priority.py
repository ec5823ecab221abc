# Changes its own priority, scheduler and processors: nobody else notices, not even the next run.
# verdict: accepted
# runs: 2
# expected: "as usual"
import os

priority, processors = os.getpriority(os.PRIO_PROCESS, 0), os.sched_getaffinity(0)
usual = priority == 0 and os.sched_getscheduler(0) == os.SCHED_OTHER
for change in (
    lambda: os.nice(-1),
    lambda: os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1)),
    lambda: os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(99)),
):
    try:
        change()
        usual = False
    except OSError:
        pass
for change in (
    lambda: os.sched_setaffinity(0, {min(processors)}),
    lambda: os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0)),
    lambda: os.nice(19),
):
    try:
        change()
    except OSError:
        pass
print("as usual" if usual else (priority, processors))
