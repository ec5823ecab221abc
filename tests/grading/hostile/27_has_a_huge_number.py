# Has a number in it with a hundred thousand digits: it is told so.
# verdict: compile_error
# append: "x = " + "9" * 100_000
