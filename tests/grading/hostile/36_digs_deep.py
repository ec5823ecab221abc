# Digs folders into folders, deeper than any path can name, with long names, and forbids
# everybody to enter: what could be made is gone afterwards.
# verdict: wrong_answer
# output: done
import os

for name, mode in (("d", 0o700), ("\n-rf " + "x" * 240, 0o700), ("locked", 0o300)):
    for place in (f"/tmp/grader-pit-{os.getpid()}", "."):
        try:
            os.chdir("/tmp")
            os.mkdir(place)
            os.chdir(place)
            for _ in range(1000):
                os.mkdir(name)
                os.chdir(name)
                os.chmod("..", mode)
        except OSError:
            pass
print("done")
