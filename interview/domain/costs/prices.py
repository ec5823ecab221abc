"""Reads interview/prices.toml."""

import tomllib
from functools import cache

from django.conf import settings

from interview.rules.costs.prices import Prices


@cache
def current_prices() -> Prices:
    """Return the prices that we reckon with."""
    with (settings.BASE_DIR / "interview" / "prices.toml").open("rb") as file:
        return Prices.from_table(tomllib.load(file))
