# Becomes a program that would be root's: its limits stay, so that it loads nothing, and where
# the kernel was told so, it is an ordinary program.
# verdict: run_time_error
import os

for program in ("/usr/bin/su", "/bin/su", "/usr/bin/passwd", "/usr/bin/mount", "/bin/mount"):
    try:
        os.execv(program, [program, "--help"])
    except FileNotFoundError:
        continue
raise SystemExit("there are none")
