# A program of several functions, as books teach it.
import sys


def main() -> int:
    a, b = (int(word) for word in sys.stdin.read().split())
    sys.stdout.write(f"{a + b}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
