# Tries to open files, for reading and writing, in every way Python knows; each must be refused.
# verdict: wrong_answer
# output: refused
import os

ATTEMPTS = (
    lambda: open("/etc/passwd"),
    lambda: open("/tmp/mine", "w"),
    lambda: os.open("/etc/passwd", os.O_RDONLY),
    lambda: os.open("/tmp", os.O_PATH),
    lambda: os.open("/tmp", os.O_TMPFILE | os.O_WRONLY),
    lambda: os.open("mine", os.O_CREAT | os.O_WRONLY),
    lambda: os.listdir("/"),
    lambda: os.memfd_create("mine"),
    lambda: os.pipe(),
    lambda: os.dup(0),
    lambda: os.eventfd(0),
)

allowed = []
for number, attempt in enumerate(ATTEMPTS):
    try:
        attempt()
    except OSError:
        continue
    allowed.append(number)
os.close(0)
try:
    os.open("/etc/passwd", os.O_RDONLY)
    allowed.append("after closing standard input")
except OSError:
    pass
print("allowed:" if allowed else "refused", *allowed)
