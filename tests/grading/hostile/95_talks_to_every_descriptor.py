# Sends messages of births and reports, with credentials and descriptors attached, to every number
# that a channel might have: there is no socket, and its standard files are none.
# verdict: wrong_answer
# output: refused
import _socket
import os

MESSAGES = (str(os.getpid()).encode(), b"1", b"ended 1 0 0 0 0", b"ready", b"failed x: EPERM")
allowed = []
for descriptor in range(1024):
    try:
        channel = _socket.socket(_socket.AF_UNIX, _socket.SOCK_SEQPACKET, 0, descriptor)
    except OSError:
        continue
    for message in MESSAGES:
        for attached in ([], [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, bytes(4))]):
            try:
                channel.sendmsg([message], attached)
                allowed.append((descriptor, message))
            except OSError:
                pass
    channel.detach()
print(allowed or "refused")
