# Reading past the end ends at once; it does not wait for more.
while True:
    input()
