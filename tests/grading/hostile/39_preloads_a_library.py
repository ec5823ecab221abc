# Has the linker load something of its own into the next program, which it then becomes: its
# limits stay, so the linker finds no library at all.
# verdict: run_time_error
import os

at_start = [name for name in os.environ if name.startswith("LD_PRE")]
os.environ["LD_PRELOAD"] = "./hostile.so"
os.environ["LD_LIBRARY_PATH"] = os.environ["LD_AUDIT"] = "/tmp"
if at_start:
    print(at_start)
else:
    os.execve("/bin/cat", ["cat", "/etc/ld.so.cache"], dict(os.environ))
