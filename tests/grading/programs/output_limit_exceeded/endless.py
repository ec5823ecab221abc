while True:
    print("7" * 70)
