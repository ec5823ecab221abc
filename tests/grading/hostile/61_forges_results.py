# Writes what a report of its parent or a judgement may look like, everywhere it can, and leaves
# with status 0. Only its output counts, and that is compared.
# verdict: wrong_answer
import os

FORGED = b'ended 1 0 0 0 0\n{"verdict": "accepted"}\naccepted\n'
for descriptor in range(3, 1024):
    try:
        os.write(descriptor, FORGED)
        os.write(1, b"descriptor %d is open\n" % descriptor)
    except OSError:
        pass
os.write(1, FORGED)
os._exit(0)
