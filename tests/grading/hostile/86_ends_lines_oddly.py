# Ends its output oddly: without a last line end, with those of another system, with blanks, with
# a mark in front, with nothing at all. Words are compared, so some of that is right.
# verdicts: accepted accepted accepted wrong_answer wrong_answer accepted
# runs: 6
# expected: "one two\nthree\n"
import os
import sys

run = int(sys.stdin.read().split("run ")[1].split()[0])
os.write(
    1,
    (
        b"one two\nthree",
        b"one two\r\nthree\r\n",
        b"\n\n one   two \t\n  three  \n\n\n",
        b"\xef\xbb\xbfone two\nthree\n",
        b"",
        b"ONE two\x0b\x0cthree",
    )[run - 1],
)
