# Takes all rights from its standard files, makes them programs, gives them away: they are read
# by who opened them first.
# verdict: accepted
# expected: "done"
# runs: 2
import os

print("done", flush=True)
for descriptor in (0, 1, 2):
    for action in (
        lambda: os.fchmod(descriptor, 0),
        lambda: os.fchmod(descriptor, 0o6111),
        lambda: os.fchown(descriptor, -1, os.getgid()),
        lambda: os.setxattr(descriptor, "user.x", b"x"),
        lambda: os.utime(descriptor, (0, 0)),
    ):
        try:
            action()
        except OSError:
            pass
