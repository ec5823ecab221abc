# Standard input opened by its number, which needs no new descriptor.
numbers = open(0).read().split()
print(sum(map(int, numbers)))
