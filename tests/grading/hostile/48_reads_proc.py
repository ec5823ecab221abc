# Tries to read /proc: its own environment, the first process's, and all about its ancestors.
# verdict: wrong_answer
# output: refused
import os

ancestors = [*input().split(), os.getppid(), "self", 1]
allowed = []
for pid in ancestors:
    for name in ("environ", "mem", "maps", "cmdline", "auxv", "io", "status", "syscall"):
        try:
            allowed.append((pid, name, open(f"/proc/{pid}/{name}", "rb").read(100)))
        except OSError:
            pass
    for name in ("exe", "cwd", "root"):
        # A link is read without a descriptor; of itself a run may know where it is.
        try:
            if pid not in ("self", 1):
                allowed.append((pid, name, os.readlink(f"/proc/{pid}/{name}")))
        except OSError:
            pass
print(allowed or "refused")
