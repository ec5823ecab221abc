# Puts symbolic links to a secret where the grader might read or write, its own folder
# included: no link is followed.
# verdict: wrong_answer
# output: done
import os

input()
secret = input()
own = os.getcwd()
names = ["solution.py", "out", "output", "stdout", "stderr", "result", "feedback", "core"]
for link in (*names, *(f"/tmp/{name}-{os.getpid()}" for name in names)):
    try:
        os.symlink(secret, link)
    except OSError:
        pass
try:
    os.rename(own, f"{own}-moved")
    os.symlink(os.path.dirname(secret), own)
except OSError:
    pass
print("done")
