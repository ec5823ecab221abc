# Chains so many attributes that a compiler would overflow its stack: it is told so, or the
# compiler dies, which concerns nobody else.
# verdict: compile_error
# append: "x = a" + ".a" * 200_000
