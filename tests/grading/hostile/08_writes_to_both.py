# Writes to standard output and error in turns, much to each, so that a reader of one
# would wait for ever: it is judged by what it wrote.
# verdict: accepted
# expected: "done"
import os

for _ in range(600):
    os.write(1, b" " * 100)
    os.write(2, b"." * 100)
print("done")
