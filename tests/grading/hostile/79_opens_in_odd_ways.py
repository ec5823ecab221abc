# Opens, makes and empties files by the rarer calls and flags: refused, and the file it aims
# at keeps its content.
# verdict: wrong_answer
# output: refused
import ctypes
import os

X86 = {"openat2": 437, "name_to_handle_at": 303, "open_by_handle_at": 304, "creat": 85}
ARM = {"openat2": 437, "name_to_handle_at": 264, "open_by_handle_at": 265}
numbers = {"x86_64": X86, "aarch64": ARM}[os.uname().machine]
HERE = -100
input()
path = input().encode()
libc = ctypes.CDLL(None)
handle = ctypes.create_string_buffer(b"\x80\0\0\0", 160)
mount = ctypes.c_int()
libc.syscall(numbers["name_to_handle_at"], HERE, path, handle, ctypes.byref(mount), 0)
how = (ctypes.c_uint64 * 3)(os.O_RDONLY, 0, 0)
attempts = {
    "openat2": (HERE, path, how, 24),
    "open_by_handle_at": (HERE, handle, os.O_RDONLY),
    "creat": (path, 0o666),
}
allowed = [
    name
    for name, arguments in attempts.items()
    if name in numbers and libc.syscall(numbers[name], *arguments) >= 0
]
for target in (path, b"/tmp", b".", b"/tmp/grader-new-file"):
    for flags in (
        os.O_PATH,
        os.O_TMPFILE | os.O_RDWR,
        os.O_RDONLY | os.O_TRUNC,
        os.O_RDONLY | os.O_CREAT,
        os.O_RDWR | os.O_CREAT | os.O_EXCL,
        os.O_DIRECTORY,
        os.O_NOFOLLOW | os.O_PATH,
        3,
    ):
        try:
            os.open(target, flags, 0o600)
            allowed.append((target, flags))
        except OSError:
            pass
print(allowed or "refused")
