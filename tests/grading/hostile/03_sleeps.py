# Sleeps for years, using no processor: the wall clock ends it.
# verdict: time_limit_exceeded
# limits: wall_time_ms=400
import time

time.sleep(1e9)
