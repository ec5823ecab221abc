# Asks for what sees or changes the kernel and other processes: refused.
# verdict: wrong_answer
# output: refused
import ctypes
import os

X86 = {"perf_event_open": 298, "userfaultfd": 323, "bpf": 321, "kexec_load": 246}
X86 |= {"init_module": 175, "finit_module": 313, "delete_module": 176, "reboot": 169}
X86 |= {"iopl": 172, "ioperm": 173, "syslog": 103, "swapon": 167, "acct": 163, "quotactl": 179}
X86 |= {"kcmp": 312, "lookup_dcookie": 212, "memfd_secret": 447, "process_madvise": 440}
ARM = {"perf_event_open": 241, "userfaultfd": 282, "bpf": 280, "kexec_load": 104}
ARM |= {"init_module": 105, "finit_module": 273, "delete_module": 106, "reboot": 142}
ARM |= {"syslog": 116, "swapon": 224, "acct": 89, "quotactl": 60, "kcmp": 272}
libc = ctypes.CDLL(None)
attributes = ctypes.create_string_buffer(128)
attributes[4] = 112  # the size that perf_event_open wants to read
numbers = {"x86_64": X86, "aarch64": ARM}[os.uname().machine]
allowed = [
    name
    for name, number in numbers.items()
    if libc.syscall(number, attributes if name == "perf_event_open" else 3, 0, -1, -1, 0) >= 0
]
for device in ("mem", "kmsg", "kcore", "port"):
    for place in ("/dev", "/proc"):
        try:
            allowed.append(open(f"{place}/{device}", "rb"))
        except OSError:
            pass
print(allowed or "refused")
