# Puts symbolic links to a secret where the grader might read or write: no link is followed.
# verdict: wrong_answer
# output: done
import os

input()
secret = input()
names = ["solution.py", "out", "output", "stdout", "stderr", "result", "feedback", "core"]
for link in (*names, *(f"/tmp/{name}-{os.getpid()}" for name in names)):
    try:
        os.symlink(secret, link)
    except OSError:
        pass
print("done")
