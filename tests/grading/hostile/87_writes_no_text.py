# Writes what is no text, or too much of it: NUL bytes, broken UTF-8, half a character, one
# endless line, endless lines, orders to a terminal, tags. It is compared as bytes.
# verdicts: wrong_answer wrong_answer run_time_error wrong_answer wrong_answer wrong_answer accepted
# runs: 7
# limits: output_bytes=70_000_000 cpu_time_ms=5000 wall_time_ms=30000 memory_bytes=300_000_000
# expected: b"\x00\xff\xfe\x1b[31m<script>alert(1)</script>"
import os
import sys

run = int(sys.stdin.read().split("run ")[1].split()[0])
if run == 1:
    os.write(1, b"\x00" * 1000 + b"\x00\xff\xfe")
elif run == 2:
    os.write(1, b"\xed\xa0\x80\xc0\x80\xf8\x88\x80\x80\x80\xff")
elif run == 3:
    print("\ud800")
elif run == 4:
    sys.stdout.write("x" * 64_000_000)
elif run == 5:
    sys.stdout.write("\n" * 10_000_000)
elif run == 6:
    os.write(1, b"\x1b]0;title\x07\x1b[2J\x1b[31maccepted</pre><script>alert(1)</script>")
else:
    os.write(1, b"\x00\xff\xfe\x1b[31m<script>alert(1)</script>")
