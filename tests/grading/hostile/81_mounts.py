# Mounts, unmounts, changes the root, enters others' namespaces, clones into new ones. Where
# the kernel gives it a user namespace of its own, it finds no way from there to files.
# verdict: wrong_answer
# output: refused
import ctypes
import os

X86 = {"setns": 308, "pivot_root": 155, "open_tree": 428, "fsopen": 430, "fspick": 433}
X86 |= {"move_mount": 429, "clone": 56}
ARM = {"setns": 268, "pivot_root": 41, "open_tree": 428, "fsopen": 430, "fspick": 433}
ARM |= {"move_mount": 429, "clone": 220}
numbers = {"x86_64": X86, "aarch64": ARM}[os.uname().machine]
libc = ctypes.CDLL(None)
allowed = []
for flag in (0x02000000, 0x04000000, 0x08000000, 0x10000000, 0x20000000, 0x40000000, 0x20000):
    child = libc.syscall(numbers["clone"], flag | 17, 0, 0, 0, 0)
    if child == 0:
        os._exit(0)
    if child > 0:
        allowed.append(("clone", hex(flag)))
for name, arguments in {
    "setns": (0, 0),
    "pivot_root": (b".", b"."),
    "open_tree": (-100, b"/", 1),
    "fsopen": (b"tmpfs", 0),
    "fspick": (-100, b"/", 0),
    "move_mount": (-100, b"/tmp", -100, b"/var", 0),
}.items():
    if libc.syscall(numbers[name], *arguments) >= 0:
        allowed.append(name)
for target in (b"/tmp", b"/proc", b"/"):
    if libc.umount2(target, 2) == 0:
        allowed.append(("umount", target))
    if libc.mount(b"none", target, b"tmpfs", 0, None) == 0:
        allowed.append(("mount", target))
try:
    os.chroot("/tmp")
    allowed.append("chroot")
except OSError:
    pass
print(allowed or "refused")
