"""Remember, for each open transaction, how to take every step back."""

import sys
from collections import Counter


class Store:
    def __init__(self):
        self.values = {}
        self.counts = Counter()
        self.undo_logs = []

    def write(self, name, value):
        """Set a name, or remove it if the value is None; return what it had before."""
        before = self.values.pop(name, None)
        if before is not None:
            self.counts[before] -= 1
        if value is not None:
            self.values[name] = value
            self.counts[value] += 1
        return before

    def change(self, name, value):
        before = self.write(name, value)
        if self.undo_logs:
            self.undo_logs[-1].append((name, before))

    def begin(self):
        self.undo_logs.append([])

    def rollback(self):
        for name, before in reversed(self.undo_logs.pop()):
            self.write(name, before)

    def commit(self):
        log = self.undo_logs.pop()
        if self.undo_logs:
            self.undo_logs[-1].extend(log)


def main():
    store = Store()
    answers = []
    _, *commands = sys.stdin.read().splitlines()
    for command in commands:
        match command.split():
            case ["SET", name, value]:
                store.change(name, value)
            case ["DELETE", name]:
                store.change(name, None)
            case ["GET", name]:
                answers.append(store.values.get(name, "NONE"))
            case ["COUNT", value]:
                answers.append(str(store.counts[value]))
            case ["BEGIN"]:
                store.begin()
            case [_] if not store.undo_logs:
                answers.append("NO TRANSACTION")
            case ["ROLLBACK"]:
                store.rollback()
            case ["COMMIT"]:
                store.commit()
    print("\n".join(answers))


main()
