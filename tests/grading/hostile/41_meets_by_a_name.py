# Binds sockets to names that others could find, abstract ones and paths: there is no socket.
# verdict: wrong_answer
# output: refused
import socket

allowed = []
for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_SEQPACKET):
    for name in ("\0grader-mail", "/tmp/grader-mail", "grader-mail", ""):
        try:
            end = socket.socket(socket.AF_UNIX, kind)
            end.bind(name)
            allowed.append((kind, name))
        except OSError:
            pass
print(allowed or "refused")
