# Maps memory in every way until nothing more is given, and touches it.
# verdict: memory_limit_exceeded run_time_error
import mmap

kept = []
size = 1 << 34
while size >= mmap.PAGESIZE:
    try:
        kept.append(mmap.mmap(-1, size))
        kept[-1][::4096] = b"x" * (size // 4096)
    except (OSError, ValueError, MemoryError):
        size //= 2
raise MemoryError
