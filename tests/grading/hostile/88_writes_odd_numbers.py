# Writes numbers that trouble a checker of numbers: not a number, infinity, too large for a
# float, more digits than Python reads, minus zero, dots and letters. Some are right.
# verdicts: wrong_answer wrong_answer wrong_answer wrong_answer accepted accepted wrong_answer
# runs: 7
# checker: tokens float_absolute_tolerance=1e-6 float_relative_tolerance=1e-6
# expected: "0.0 1e3"
import sys

run = int(sys.stdin.read().split("run ")[1].split()[0])
print(
    (
        "nan nan",
        "inf -inf",
        "1e400 1e-400",
        "9" * 5000 + " 0x3e8",
        "-0.0 1000.0000001",
        "0 " + "0" * 5000 + "1000",
        "0.0.0 1_000",
    )[run - 1]
)
