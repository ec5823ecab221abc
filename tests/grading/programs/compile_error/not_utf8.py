# Not UTF-8, and no coding is named.
print("ÿ")
