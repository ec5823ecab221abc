# Tries to raise what was lowered: a hard limit cannot be raised again.
# verdict: wrong_answer
# output: refused
import resource

allowed = []
for name in ("NOFILE", "NPROC", "FSIZE", "AS", "CORE", "MEMLOCK", "MSGQUEUE", "CPU"):
    limit = getattr(resource, f"RLIMIT_{name}")
    soft, hard = resource.getrlimit(limit)
    try:
        resource.setrlimit(limit, (hard + 1, hard + 1))
        allowed.append(name)
    except (OSError, ValueError):
        pass
print(allowed or "refused")
