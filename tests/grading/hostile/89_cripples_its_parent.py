# Lowers the limits of the process that watches it, so that the next run cannot be started or
# waited for. That is its own doing: no judge_error, which costs nothing, may come of it.
# open under lockdown: the run after it cannot be started, and that is called a judge_error
# open under other_user: the run after it cannot be started, and that is called a judge_error
# verdict: run_time_error wrong_answer
# runs: 3
import os
import resource

for name in ("NPROC", "NOFILE", "AS", "FSIZE", "DATA", "STACK", "CORE", "SIGPENDING"):
    try:
        resource.prlimit(os.getppid(), getattr(resource, f"RLIMIT_{name}"), (0, 0))
    except OSError:
        pass
