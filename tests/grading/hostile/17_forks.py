# Tries to make children, threads and daemons, which could outlive it; each must be refused.
# verdict: wrong_answer
# output: refused
import ctypes
import os
import subprocess
import threading

CLONE_PARENT, CLONE_UNTRACED, CLONE_VM, SIGCHLD = 0x8000, 0x800000, 0x100, 17
CLONE = {"x86_64": 56, "aarch64": 220}[os.uname().machine]
VFORK_FLAGS = 0x4000 | CLONE_VM
libc = ctypes.CDLL(None)
ATTEMPTS = (
    os.fork,
    os.forkpty,
    threading.Thread(target=print).start,
    lambda: subprocess.run(["/bin/true"], check=False),
    lambda: os.posix_spawn("/bin/true", ["true"], {}),
    lambda: os.system("true") == 0,
)
allowed = []
for attempt in ATTEMPTS:
    try:
        result = attempt()
    except (OSError, RuntimeError):
        continue
    if result is False:
        continue
    if result == 0:
        os._exit(0)  # we are the child
    allowed.append(attempt)
for flags in (SIGCHLD, CLONE_PARENT | SIGCHLD, CLONE_UNTRACED | SIGCHLD, VFORK_FLAGS | SIGCHLD):
    child = libc.syscall(CLONE, flags, 0, 0, 0, 0)
    if child == 0:
        os._exit(0)
    if child > 0:
        allowed.append(hex(flags))
print(allowed or "refused")
