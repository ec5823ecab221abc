"""What works on a candidate's computer, told from what has arrived of their practice."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby

KEPT_FOR = timedelta(days=1)
"""How long a practice is kept that is over. Source: a guess; who practises in the evening may
look at it in the morning."""

EXCERPT = 12
"""Characters shown of what was typed with an input method; the candidate knows the rest."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """One save as it arrived. ``is_scripted``: the page's script sent it, by itself or by a button.

    pasted: characters, of all that was pasted since the save before.
    """

    text: str
    is_code: bool
    is_scripted: bool
    pasted: int


@dataclass(frozen=True, slots=True)
class Found:
    """What the saves say; of what was not tried yet, nothing.

    saves: how many arrived. foreign: what was typed in another script than Latin, in short.
    """

    saves: int
    saves_by_itself: bool
    is_indented: bool
    foreign: str
    pasted: int


def found_in(saves: Sequence[Arrived]) -> Found:
    """Return what the saves of a practice show, oldest first."""
    return Found(
        saves=len(saves),
        saves_by_itself=any(one.is_scripted for one in saves),
        is_indented=any(
            one.is_code and re.search(r"^(?: {2,}|\t)\S", one.text, re.M) for one in saves
        ),
        foreign=next((word for one in reversed(saves) if (word := foreign_in(one.text))), ""),
        pasted=max((one.pasted for one in saves), default=0),
    )


def foreign_in(text: str) -> str:
    """Return the longest run of letters that are not Latin, cut to what a line can show."""
    runs = ("".join(run) for is_foreign, run in groupby(text, _is_foreign) if is_foreign)
    return max(runs, key=len, default="")[:EXCERPT]


def _is_foreign(character: str) -> bool:
    return character.isalpha() and not unicodedata.name(character, "").startswith("LATIN")
