# Imports modules that start and end a program when they are imported. That happens beforehand too,
# where nobody expects an end: it is no judge_error, which costs nothing.
# open under lockdown: the stem ends, and that is called a judge_error
# open under other_user: the stem ends, and that is called a judge_error
# open under filtered: the stem ends, and that is called a judge_error
# open under confined: the stem ends, and that is called a judge_error
# open under contained: the stem ends, and that is called a judge_error
# verdict: run_time_error wrong_answer
import unittest.__main__
import venv.__main__

print("neither ended")
