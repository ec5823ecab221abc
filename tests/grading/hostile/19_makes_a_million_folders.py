# Makes folders in /tmp and in its own until its time is over, so that the file system runs out
# of inodes. Refused by a filter.
# verdict: wrong_answer
# output: refused
# exception under lockdown: it makes as many as its time allows, and they are swept afterwards
# exception under other_user: it makes as many as its time allows, and they are swept afterwards
# verdict under lockdown: time_limit_exceeded
# verdict under other_user: time_limit_exceeded
# limits: cpu_time_ms=100
import os

made = 0
for place in (".", "/tmp"):
    try:
        while True:
            os.mkdir(f"{place}/grader-million-{os.getpid()}-{made}")
            made += 1
    except OSError:
        continue
print(made or "refused")
