"""The same without regular expressions or Counter, character by character."""


def pattern_of(line):
    characters = []
    in_number = False
    for character in line:
        is_digit = "0" <= character <= "9"
        if not is_digit:
            characters.append(character)
        elif not in_number:
            characters.append("#")
        in_number = is_digit
    return "".join(characters)


def main():
    n, k = map(int, input().split())
    sizes = {}
    for _ in range(n):
        pattern = pattern_of(input())
        sizes[pattern] = sizes.get(pattern, 0) + 1
    by_size = {}
    for pattern, size in sizes.items():
        by_size.setdefault(size, []).append(pattern)
    for size in sorted(by_size, reverse=True):
        for pattern in sorted(by_size[size]):
            if k == 0:
                return
            print(size, pattern)
            k -= 1


main()
