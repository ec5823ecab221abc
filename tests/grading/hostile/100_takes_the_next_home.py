# Makes folders by the names that the next graders would give to theirs, and then ends this one,
# so that none could start again. One starts, and killing the grader earns nothing.
# open under lockdown: a folder of mode 0 that is there already keeps the next grader from starting
# verdict: wrong_answer run_time_error
# reason under lockdown: stopped the grader
import os
import signal

for pid in range(os.getpid(), os.getpid() + 200):
    try:
        os.mkdir(f"/tmp/grading-{pid}-0", 0)
    except OSError:
        pass
for pid in map(int, input().split()[:2]):
    try:
        os.kill(pid, signal.SIGKILL)
    except OSError:
        pass
