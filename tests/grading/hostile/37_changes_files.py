# Changes a file that it cannot open: mode, owner, times, length, name. Refused by a filter, and
# where the file belongs to somebody else.
# verdict: wrong_answer
# output: refused
# exception under lockdown: it has the rights of the grader's user, who should own nothing
# output under lockdown: ['chmod', 'utime', 'truncate', 'rename', 'unlink', 'setxattr']
import os

input()
path = input()
allowed = []
for name, action in {
    "chmod": lambda: os.chmod(path, 0o777),
    "chown": lambda: os.chown(path, 0, 0),
    "utime": lambda: os.utime(path, (0, 0)),
    "truncate": lambda: os.truncate(path, 0),
    "rename": lambda: os.rename(path, f"{path}-moved"),
    "unlink": lambda: os.unlink(f"{path}-moved"),
    "setxattr": lambda: os.setxattr(os.path.dirname(path), "user.mail", b"x"),
}.items():
    try:
        action()
    except OSError:
        continue
    allowed.append(name)
print(allowed or "refused")
