# Grows until not even a small allocation succeeds.
chain = None
while True:
    chain = [chain, object()]
