"""Reads every environment that it finds: its own, and that of each process."""

import os

print(dict(os.environ))
places = ["self", "thread-self", str(os.getppid()), *map(str, range(1, 200))]
for place in places:
    try:
        with open(f"/proc/{place}/environ") as environ:
            print(environ.read())
    except OSError as error:
        print(type(error).__name__, end=" ")
