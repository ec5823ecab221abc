# What is written when Python leaves counts too.
import atexit

total = sum(map(int, input().split()))
atexit.register(lambda: print(total))
