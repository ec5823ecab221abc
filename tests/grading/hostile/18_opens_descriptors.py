# Makes descriptors in every way until there are no more: there are none to be had.
# verdict: wrong_answer
# output: 0
import os
import socket

made = 0
for make in (
    lambda: os.dup(0),
    lambda: os.open("/dev/null", os.O_RDONLY),
    lambda: os.open(".", os.O_PATH),
    os.pipe,
    lambda: os.memfd_create("x"),
    lambda: os.eventfd(0),
    lambda: os.pidfd_open(os.getpid()),
    lambda: socket.socketpair()[0].detach(),
):
    try:
        while True:
            make()
            made += 1
    except OSError:
        continue
print(made)
