# Moves its own folder aside, puts a link to a secret in its place, and makes more folders beside
# it, where nobody might look. No link is followed, and nothing is left.
# open under lockdown: what lies beside its folder stays until the grader ends
# verdict: wrong_answer
# output: done
import os

input()
secret = input()
own = os.getcwd()
for action in (
    lambda: os.rename(own, f"{own}-moved"),
    lambda: os.symlink(os.path.dirname(secret), own),
    lambda: os.mkdir(f"{own}-mail"),
    lambda: os.symlink("42", f"{own}-mail/42"),
):
    try:
        action()
    except OSError:
        pass
print("done")
