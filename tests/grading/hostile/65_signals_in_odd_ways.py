# Sends signals to the grader by every other call, with numbers that ask only: refused.
# verdict: wrong_answer
# output: refused
# exception under lockdown: it has the rights of the grader's user
# output under lockdown: *
import ctypes
import os
import signal

X86 = {"tkill": 200, "tgkill": 234, "rt_sigqueueinfo": 129, "rt_tgsigqueueinfo": 297}
ARM = {"tkill": 130, "tgkill": 131, "rt_sigqueueinfo": 138, "rt_tgsigqueueinfo": 240}
numbers = {"x86_64": X86, "aarch64": ARM}[os.uname().machine]
libc = ctypes.CDLL(None)
information = ctypes.create_string_buffer(128)
information[8] = 0xFF  # si_code SI_QUEUE, which is -1
information[9:12] = b"\xff\xff\xff"
allowed = []
for pid in map(int, input().split()):
    for name, arguments in {
        "tkill": (pid, 0),
        "tgkill": (pid, pid, 0),
        "rt_sigqueueinfo": (pid, 0, information),
        "rt_tgsigqueueinfo": (pid, pid, 0, information),
    }.items():
        if libc.syscall(numbers[name], *arguments) == 0:
            allowed.append((name, pid))
    try:
        signal.pidfd_send_signal(os.pidfd_open(pid), 0)
        allowed.append(("pidfd", pid))
    except OSError:
        pass
print(allowed or "refused")
