# Looks for descriptors that were forgotten: there are three, all its own.
# verdict: wrong_answer
# output: [0, 1, 2]
import os

there = []
for descriptor in range(70_000):
    try:
        os.fstat(descriptor)
        there.append(descriptor)
    except OSError:
        pass
print(there)
