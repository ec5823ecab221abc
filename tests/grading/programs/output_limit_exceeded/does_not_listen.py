# Is told that the file is too large, and leaves with status 0.
import os

try:
    while True:
        os.write(1, b"7" * 4096)
except OSError:
    os._exit(0)
