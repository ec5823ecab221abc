# Lowers its own limits until nothing works any more: its own fault.
# verdict: run_time_error memory_limit_exceeded wrong_answer
import resource

for name in ("AS", "DATA", "STACK", "FSIZE", "RSS"):
    resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (0, 0))
print("x" * 10_000_000)
