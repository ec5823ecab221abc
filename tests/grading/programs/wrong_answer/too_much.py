print(sum(map(int, input().split())), "is the answer")
