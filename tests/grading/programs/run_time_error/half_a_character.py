# Half of a surrogate pair is no character, so it cannot be written.
print("\ud800")
