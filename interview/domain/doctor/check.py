"""What a check is, and what it finds."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    FINE = "fine", _("Fine")
    WARNING = "warning", _("Look at this")
    BROKEN = "broken", _("Broken")


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found, in words. ``remedy`` says how to mend it; empty when all is fine."""

    state: State
    words: str
    remedy: str = ""


def fine(words: str) -> Finding:
    return Finding(State.FINE, words)


def warning(words: str, remedy: str) -> Finding:
    return Finding(State.WARNING, words, remedy)


def broken(words: str, remedy: str) -> Finding:
    return Finding(State.BROKEN, words, remedy)


class Check(ABC):
    """One question to the system. It changes nothing that it does not put back."""

    name: ClassVar[str]
    title: ClassVar[str]

    @abstractmethod
    def find(self) -> Finding:
        """Look, and say what is the case. What it raises is reported as broken."""


@dataclass(frozen=True, slots=True)
class Report:
    """One check's finding, with how long it took in ms."""

    name: str
    title: str
    finding: Finding
    took_ms: int
