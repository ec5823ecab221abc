# Tries to become another program: the limits stay, so the linker finds no library.
# verdict: run_time_error
import os

os.execv("/bin/cat", ["cat", "/etc/passwd"])
