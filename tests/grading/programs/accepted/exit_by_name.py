# exit() and quit() are there without an import, as in every Python that people start by hand.
a, b = map(int, input().split())
print(a + b)
assert callable(quit)
exit()
print("never")
