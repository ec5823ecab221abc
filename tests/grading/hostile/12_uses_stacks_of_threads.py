# Takes memory by the stacks of threads: threads are refused, which it does not expect.
# verdict: run_time_error memory_limit_exceeded
import threading
import time

threading.stack_size(64 << 20)
while True:
    threading.Thread(target=time.sleep, args=(1000,)).start()
