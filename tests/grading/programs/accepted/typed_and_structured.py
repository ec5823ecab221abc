# Dataclasses look for their module by name, and pickle for their class.
import pickle
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple


class Operation(Enum):
    ADD = "+"


class Pair(NamedTuple):
    a: int
    b: int


@dataclass(frozen=True)
class Sum:
    pair: Pair
    operation: Operation = Operation.ADD

    def value(self) -> int:
        return self.pair.a + self.pair.b


total = pickle.loads(pickle.dumps(Sum(Pair(*map(int, input().split())))))
match total.operation:
    case Operation.ADD:
        print(total.value())
