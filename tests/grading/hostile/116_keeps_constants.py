# Has the compiler make 390 MB of constants, which every run then holds although its limit is a
# third of that: what a text makes of itself is its own.
# verdict: memory_limit_exceeded compile_error
# expected: "done"
# append: "x = (" + "'a' * 4095, " * 100_000 + ")\nprint('done')\n"
