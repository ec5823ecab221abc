# Leaves a message in shared places, one of them behind a mode that forbids everything, and ends
# the grader before it can sweep. The next grader sweeps, and the next submission finds nothing.
# open under lockdown: the next grader does not know what the one before had to sweep
# verdict: wrong_answer run_time_error
# output: nothing there
# submissions: 2
import ctypes
import os
import signal

NAME = "grader-mail-for-later"
KEY = 0x6772_4D42
libc = ctypes.CDLL(None)
found = [place for place in ("/tmp", "/var/tmp") if os.path.lexists(f"{place}/{NAME}")]
if libc.shmget(KEY, 0, 0) >= 0:
    found.append("segment")
print(found or "nothing there", flush=True)
for place in ("/tmp", "/var/tmp"):
    try:
        os.mkdir(f"{place}/{NAME}", 0)
        os.symlink("42", f"{place}/{NAME}-link")
    except OSError:
        pass
libc.shmget(KEY, 4096, 0o1600)
for pid in map(int, input().split()[:2]):
    try:
        os.kill(pid, signal.SIGKILL)
    except OSError:
        pass
