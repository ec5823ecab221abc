# Leaves folders, links, nodes and pipes with awkward names, modes and depths in shared places
# and in its own. All is gone afterwards.
# verdict: wrong_answer
import os

own = os.getcwd()
# The next submission looks for these: tests/grading/test_hostile.py.
litter = "grader-litter-" + input().replace(" ", "-")
for place in ("/tmp", "/var/tmp", "/dev/shm", own):
    for action in (
        lambda at: os.symlink("message for the next", f"{at}/{litter}-link"),
        lambda at: os.symlink("/etc", f"{at}/{litter}-\n-rf"),
        lambda at: os.mkfifo(f"{at}/{litter}-pipe"),
        lambda at: os.mknod(f"{at}/{litter}-node"),
        lambda at: os.truncate(f"{at}/{litter}-node", 60_000),
        lambda at: os.makedirs(f"{at}/{litter}-folder/{'n' * 255}"),
        lambda at: os.mkfifo(f"{at}/{litter}-folder/pipe"),
        lambda at: os.chmod(f"{at}/{litter}-folder/{'n' * 255}", 0),
        lambda at: os.chmod(f"{at}/{litter}-folder", 0),
    ):
        try:
            action(place)
        except OSError:
            pass
    try:
        os.chdir(place)
        for _ in range(300):
            os.mkdir(f"{litter}-deep")
            os.chdir(f"{litter}-deep")
    except OSError:
        pass
