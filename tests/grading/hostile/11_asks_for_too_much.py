# Asks for far more memory than there is, in one piece, in several ways: each is refused,
# and the last ends it.
# verdict: memory_limit_exceeded
asked = (
    lambda: [0] * 10**9,
    lambda: "a" * 10**10,
    lambda: 1 << (1 << 40),
    lambda: list(range(10**9)),
)
for ask in asked:
    try:
        ask()
    except (MemoryError, OverflowError):
        continue
    raise SystemExit("it got it")
bytearray(8 << 30)
