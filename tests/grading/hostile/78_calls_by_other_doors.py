# Makes system calls by the doors of 32-bit programs and by numbers that are none: the same
# limits hold there. A filter refuses the code for it, or ends the program.
# verdict: wrong_answer run_time_error
# output: refused
import ctypes
import mmap
import os

libc = ctypes.CDLL(None)
X32 = 0x40000000
READ, OPEN, FORK = 0, 2, 57
allowed = []
path = ctypes.create_string_buffer(b"/etc/passwd")
if os.uname().machine == "x86_64":
    for number in (-1, 9999, X32 | OPEN, X32 | 257, X32 | FORK, X32 | 520):
        if libc.syscall(number, path, 0, 0, 0) >= 0:
            allowed.append(number)
    code = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    # push rbx; mov eax, edi; mov ebx, esi; mov ecx, edx; xor edx, edx; int 0x80; pop rbx; ret
    code.write(bytes.fromhex("53 89f8 89f3 89d1 31d2 cd80 5b c3"))
    start = ctypes.addressof(ctypes.c_char.from_buffer(code))
    door = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_int, ctypes.c_uint, ctypes.c_uint)(start)
    libc.mmap.restype = ctypes.c_ssize_t
    low = libc.mmap(0x10000000, 4096, 3, 0x32, -1, 0)  # where 32 bits can name it
    if low == 0x10000000:
        ctypes.memmove(low, path, 12)
        for name, number, first, second in (
            ("fork", 2, 0, 0),
            ("open", 5, low, 0),
            ("creat", 8, low, 0),
            ("pipe", 42, low + 100, 0),
            ("dup", 41, 0, 0),
            ("socketcall", 102, 1, low + 200),
            ("clone", 120, 17, 0),
            ("vfork", 190, 0, 0),
            ("setrlimit", 75, 7, low + 300),
        ):
            if name == "setrlimit":
                ctypes.memmove(low + 300, b"\xff\0\0\0\xff\0\0\0", 8)
            if name == "socketcall":
                ctypes.memmove(low + 200, b"\1\0\0\0\1\0\0\0\0\0\0\0", 12)
            result = door(number, first, second)
            if result == 0 and name in ("fork", "vfork", "clone"):
                os._exit(0)
            if result >= 0:
                allowed.append(name)
else:
    allowed += [number for number in (-1, 9999) if libc.syscall(number, path, 0, 0, 0) >= 0]
print(allowed or "refused")
