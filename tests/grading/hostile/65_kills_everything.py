# Kills every process that it may, with one call and one by one. It earns nothing: where that
# ends the guardian, nobody is told a verdict, and the job is tried with another.
# verdict: run_time_error wrong_answer
# exception under lockdown: it has the rights of the grader's user
# verdict under lockdown: gone run_time_error wrong_answer
import os
import signal

if "alone" in open(0).read().split():
    os.kill(-1, signal.SIGKILL)
    os.killpg(os.getpgid(os.getppid()), signal.SIGKILL)
os.kill(0, signal.SIGKILL)
