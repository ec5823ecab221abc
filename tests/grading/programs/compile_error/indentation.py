if True:
print(7)
