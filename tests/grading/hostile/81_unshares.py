# Makes user namespaces of its own, in which it would be root and could raise limits. Where the
# kernel allows that, it gains no descriptor and no child by it.
# verdict: wrong_answer
# output: refused
import os
import resource

try:
    os.unshare(os.CLONE_NEWUSER)
except (OSError, AttributeError):
    pass
allowed = []
for name in ("NOFILE", "NPROC"):
    try:
        resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (10, 10))
        allowed.append(name)
    except (OSError, ValueError):
        pass
try:
    allowed.append(open("/etc/passwd"))
except OSError:
    pass
print(allowed or "refused")
