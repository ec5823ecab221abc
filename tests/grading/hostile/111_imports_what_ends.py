# Imports modules that start and end a program when they are imported. That happens beforehand too,
# where nobody expects an end: it is no judge_error, which costs nothing.
# verdict: run_time_error wrong_answer
import unittest.__main__
import venv.__main__

print("neither ended")
