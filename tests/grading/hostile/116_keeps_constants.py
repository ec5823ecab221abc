# Has the compiler make 390 MB of constants, which every run then holds although its limit is a
# third of that: what a text makes of itself is its own.
# open under lockdown: what compiling leaves in memory does not count
# open under other_user: what compiling leaves in memory does not count
# open under filtered: what compiling leaves in memory does not count
# open under confined: what compiling leaves in memory does not count
# open under contained: what compiling leaves in memory does not count
# verdict: memory_limit_exceeded compile_error
# expected: "done"
# append: "x = (" + "'a' * 4095, " * 100_000 + ")\nprint('done')\n"
