"""From what is there to what is wanted: the same few questions for every resource."""

import time
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum

from deploy.aws import words_for_refusals

type Differences = list[str]
"""In words, what is otherwise than wanted; empty when all is well."""


class Resource(ABC):
    """One thing in the account that a deployment needs.

    kind, name: what people read in the plan, such as "queue", "interview-tasks".
    """

    kind: str
    name: str

    @abstractmethod
    def differences(self) -> Differences | None:
        """Return how it differs from what is wanted; None when it is not there.

        Changes nothing. `check_owner` comes before each of these calls.
        """

    @abstractmethod
    def settle(self) -> None:
        """Make it as wanted, whatever is there. A second call changes nothing."""

    @abstractmethod
    def remove(self) -> None:
        """Take it away. When it is not there, nothing happens."""

    def check_owner(self) -> None:  # noqa: B027 -- most parts have no owner of their own
        """Do nothing, where a resource is part of another and has no owner of its own.

        Raises:
            NameTaken: something of this name is there that is not ours.
        """

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"


class Verb(StrEnum):
    CREATE = "create"
    CHANGE = "change"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class Intent:
    """What is to be done with one resource, and why."""

    resource: Resource
    verb: Verb
    reasons: tuple[str, ...] = ()

    @classmethod
    def of(cls, resource: Resource) -> "Intent":
        with words_for_refusals():
            resource.check_owner()
            differences = resource.differences()
        if differences is None:
            return cls(resource, Verb.CREATE)
        verb = Verb.CHANGE if differences else Verb.KEEP
        return cls(resource, verb, tuple(differences))

    def __str__(self) -> str:
        line = f"{self.verb:6}  {self.resource.kind:10}  {self.resource.name}"
        return f"{line}: {'; '.join(self.reasons)}" if self.reasons else line


def make_plan(resources: Iterable[Resource]) -> list[Intent]:
    """Look at every resource and return what is to be done. Changes nothing."""
    return [Intent.of(resource) for resource in resources]


def summary(plan: Sequence[Intent]) -> str:
    """Return how much there is to do, in one line."""
    count = {verb: sum(intent.verb is verb for intent in plan) for verb in Verb}
    return ", ".join(f"{count[verb]} to {verb}" for verb in Verb) + "."


def is_settled(plan: Sequence[Intent]) -> bool:
    return all(intent.verb is Verb.KEEP for intent in plan)


@contextmanager
def step(line: str) -> Iterator[None]:
    """Print what is being done, and behind it how long it took or that it failed."""
    start = time.monotonic()
    print(line, end="", flush=True)
    try:
        with words_for_refusals():
            yield
    except BaseException:
        print(f", stopped after {time.monotonic() - start:.1f} s", flush=True)
        raise
    print(f", {time.monotonic() - start:.1f} s", flush=True)


def carry_out(resources: Sequence[Resource]) -> int:
    """Make everything as wanted, in order, and print each step; return how many there were.

    Each resource is looked at again first: one before it may have changed what is
    wanted of it, or an earlier run may have been interrupted after it.
    """
    done = 0
    for number, resource in enumerate(resources, start=1):
        intent = Intent.of(resource)
        if intent.verb is not Verb.KEEP:
            with step(f"{number:3}/{len(resources)}  {intent}"):
                resource.settle()
            done += 1
    return done


def take_away(resources: Sequence[Resource]) -> None:
    """Remove everything, last first, and print each step."""
    for number, resource in enumerate(reversed(resources), start=1):
        with step(f"{number:3}/{len(resources)}  remove  {resource.kind:10}  {resource.name}"):
            resource.check_owner()
            resource.remove()
