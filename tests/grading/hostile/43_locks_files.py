# Takes every kind of lock and lease on its standard files, and asks to be told of changes. They
# are its own, and the next run has others.
# verdict: accepted
# runs: 2
# expected: "done"
import fcntl
import struct

OFD_SETLK, SETLEASE, NOTIFY = 37, 1024, 1026
for descriptor in (0, 1, 2):
    for action in (
        lambda: fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB),
        lambda: fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB),
        lambda: fcntl.fcntl(descriptor, OFD_SETLK, struct.pack("hhqqi4x", 1, 0, 0, 0, 0)),
        lambda: fcntl.fcntl(descriptor, SETLEASE, fcntl.F_WRLCK),
        lambda: fcntl.fcntl(descriptor, NOTIFY, 0x7FFFFFFF),
    ):
        try:
            action()
        except OSError:
            pass
print("done")
