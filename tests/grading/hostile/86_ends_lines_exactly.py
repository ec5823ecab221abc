# The same where every byte counts: only the very bytes are right.
# verdicts: accepted wrong_answer wrong_answer wrong_answer wrong_answer
# runs: 5
# checker: exact
# expected: "one two\nthree\n"
import os
import sys

run = int(sys.stdin.read().split("run ")[1].split()[0])
outputs = (b"one two\nthree\n", b"one two\nthree", b"one two\r\nthree\r\n", b"one two \nthree\n", b"")
os.write(1, outputs[run - 1])
