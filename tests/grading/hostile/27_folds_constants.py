# Has the compiler compute what is known beforehand, more than there is memory for: it leaves
# that to the run, which runs out of it.
# verdict: memory_limit_exceeded time_limit_exceeded
# limits: cpu_time_ms=300
powers = 7 ** 7 ** 7 ** 7 if False else (1 << 4096) * 3
text = ("x" * 4096) * 4096 * 4096
