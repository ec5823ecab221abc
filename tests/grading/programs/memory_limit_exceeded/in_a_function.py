def grow() -> dict[int, list[int]]:
    return {number: [number] * 1000 for number in range(10**9)}


grow()
