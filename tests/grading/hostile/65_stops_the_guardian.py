# Stops whoever waits for the judgement, so that none comes. It earns nothing: no verdict is
# told, and the job is tried with another.
# verdict: wrong_answer
# output: refused
# exception under lockdown: it has the rights of the grader's user
# verdict under lockdown: gone
import os
import signal

guardian = int(input().split()[2])
try:
    os.kill(guardian, signal.SIGSTOP)
except OSError:
    print("refused")
