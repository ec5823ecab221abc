# Uses io_uring, splicing and asynchronous input, which could act past a filter: refused.
# verdict: wrong_answer
# output: refused
import ctypes
import os

X86 = {"io_uring_setup": 425, "io_uring_register": 427, "io_uring_enter": 426}
X86 |= {"vmsplice": 278, "tee": 276, "splice": 275}
ARM = {"io_uring_setup": 425, "io_uring_register": 427, "io_uring_enter": 426}
ARM |= {"vmsplice": 75, "tee": 77, "splice": 76}
libc = ctypes.CDLL(None)
settings = ctypes.create_string_buffer(512)
vector = (ctypes.c_size_t * 2)(ctypes.addressof(settings), 8)
attempts = {
    "io_uring_setup": (8, settings),
    "io_uring_register": (0, 0, settings, 1),
    "io_uring_enter": (0, 1, 0, 0, 0),
    "vmsplice": (1, vector, 1, 0),
    "tee": (0, 1, 10, 0),
    "splice": (0, None, 1, None, 10, 0),
}
numbers = {"x86_64": X86, "aarch64": ARM}[os.uname().machine]
allowed = [
    name for name, arguments in attempts.items() if libc.syscall(numbers[name], *arguments) >= 0
]
try:
    allowed.append(os.pipe())
except OSError:
    pass
print(allowed or "refused")
