"""Short messages between keeper, zygote, stem and run, with descriptors attached.

A message is a word and numbers or a text, in UTF-8, in one packet of a SOCK_SEQPACKET pair: it
arrives whole or not at all. The zygote's side stays with ``_socket``, because ``socket``
and ``json`` would add pages to every fork.
"""

import _socket

LONGEST_BYTES = 16 * 1024
"""Of one message, well under the kernel's smallest socket buffer."""

_MOST_DESCRIPTORS = 4
_DESCRIPTOR_BYTES = 4  # a C int, as SCM_RIGHTS carries it: unix(7)
_CREDENTIALS_BYTES = 12  # pid, user and group, each a C int: struct ucred, unix(7)


class Channel:
    """One end of a pair of connected packet sockets."""

    def __init__(self, descriptor: int) -> None:
        self._socket = _socket.socket(fileno=descriptor)

    def fileno(self) -> int:
        return self._socket.fileno()

    def send(self, text: str, *descriptors: int) -> None:
        """Send one message; the receiver gets copies of the descriptors."""
        packed = b"".join(number.to_bytes(_DESCRIPTOR_BYTES, "little") for number in descriptors)
        attached = [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, packed)] if packed else []
        self._socket.sendmsg([text.encode()[:LONGEST_BYTES]], attached, _socket.MSG_NOSIGNAL)

    def receive(self) -> tuple[str, list[int]]:
        """Wait for the next message and its descriptors; an empty text is the end."""
        data, attached, flags, _sender = self._socket.recvmsg(
            LONGEST_BYTES, _socket.CMSG_SPACE(_MOST_DESCRIPTORS * _DESCRIPTOR_BYTES)
        )
        if flags & _socket.MSG_CTRUNC:  # no room for one more descriptor in this process
            raise OSError(24, "descriptors of a message were lost")  # EMFILE
        descriptors = [
            int.from_bytes(packed[at : at + _DESCRIPTOR_BYTES], "little")
            for level, kind, packed in attached
            if (level, kind) == (_socket.SOL_SOCKET, _socket.SCM_RIGHTS)
            for at in range(0, len(packed), _DESCRIPTOR_BYTES)
        ]
        return data.decode(errors="replace"), descriptors

    def ask_for_senders(self, *, on: bool = True) -> None:
        """Have the kernel add to each message who sent it; see `receive_with_sender`."""
        self._socket.setsockopt(_socket.SOL_SOCKET, _socket.SO_PASSCRED, int(on))

    def receive_with_sender(self) -> tuple[str, int] | None:
        """Return a message that has come already and its sender's pid, else None.

        The pid is the one that we know the sender by, whatever its own namespace: unix(7).
        """
        space = _socket.CMSG_SPACE(_CREDENTIALS_BYTES)
        try:
            data, attached, _flags, _sender = self._socket.recvmsg(
                LONGEST_BYTES, space, _socket.MSG_DONTWAIT
            )
        except BlockingIOError:
            return None
        for level, kind, credentials in attached:
            if (level, kind) == (_socket.SOL_SOCKET, _socket.SCM_CREDENTIALS):
                return data.decode(errors="replace"), int.from_bytes(credentials[:4], "little")
        return None

    def close(self) -> None:
        self._socket.close()


def pair() -> tuple[Channel, int]:
    """Return a channel and the descriptor of its other end."""
    ours, theirs = _socket.socketpair(_socket.AF_UNIX, _socket.SOCK_SEQPACKET)
    return Channel(ours.detach()), theirs.detach()
