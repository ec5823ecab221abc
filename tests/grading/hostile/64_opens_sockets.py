# Tries to open sockets of every family: to the network, to Lambda's runtime, to other programs.
# verdict: wrong_answer
# output: refused
import socket

allowed = []
for family in range(50):
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW, socket.SOCK_SEQPACKET):
        try:
            allowed.append(socket.socket(family, kind))
        except OSError:
            pass
try:
    allowed.append(socket.socketpair())
except OSError:
    pass
try:
    allowed.append(socket.create_connection(("169.254.169.254", 80), timeout=1))
except OSError:
    pass
print(allowed or "refused")
