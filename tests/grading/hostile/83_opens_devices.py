# Opens devices: of the kernel, of memory, of virtual machines, of terminals, shared memory.
# verdict: wrong_answer
# output: refused
import os

NAMES = "kmsg mem kvm fuse random urandom tty ptmx shm/x null zero full loop0 vda sda net/tun"
allowed = []
for name in NAMES.split():
    for flags in (os.O_RDONLY, os.O_WRONLY, os.O_RDWR | os.O_CREAT, os.O_RDONLY | os.O_NONBLOCK):
        try:
            os.open(f"/dev/{name}", flags)
            allowed.append(name)
        except OSError:
            pass
print(allowed or "refused")
