# -*- coding: undefined -*- Names an encoding that is a program of its own, to have the compiler
# run or read something: it is told that there is none that helps.
# verdict: compile_error
print("never compiled")
