# Nests parentheses so deep that a compiler would overflow its stack: it is told so.
# verdict: compile_error
# append: "x = " + "(" * 100_000 + ")" * 100_000
