"""Random types, and random values that fit them."""

from typing import Any

from hypothesis import strategies as st

from grading.functions.types import Type

# Every code point but halves of surrogate pairs, which no UTF-8 can carry.
STRINGS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
INTS = st.integers(-(2**63), 2**63 - 1)
EXACT_INTS = st.integers(-(2**53) + 1, 2**53 - 1)
FLOATS = st.floats(allow_nan=False, allow_infinity=False)


def typed(scalars: tuple[str, ...] = ("int", "float", "bool", "string")) -> st.SearchStrategy[Type]:
    """Types of these scalars, up to four containers deep."""
    return st.recursive(
        st.sampled_from(scalars).map(Type),
        lambda inner: (
            st.builds(Type, st.sampled_from(["list", "map"]), inner)
            | inner.filter(lambda type_: type_.name not in {"optional", "any"}).map(_optional)
        ),
        max_leaves=4,
    )


def values(type_: Type, ints: st.SearchStrategy[int] = INTS) -> st.SearchStrategy[Any]:
    """Values of one type."""
    if type_.of is None:
        anything = st.recursive(
            st.none() | st.booleans() | ints | FLOATS | STRINGS,
            lambda inner: st.lists(inner, max_size=3) | st.dictionaries(STRINGS, inner, max_size=3),
            max_leaves=5,
        )
        return {
            "int": ints, "float": FLOATS, "bool": st.booleans(), "string": STRINGS, "any": anything
        }[type_.name]  # fmt: skip
    inner = values(type_.of, ints)
    if type_.name == "list":
        return st.lists(inner, max_size=5)
    if type_.name == "map":
        return st.dictionaries(STRINGS, inner, max_size=5)
    return st.none() | inner


def typed_values() -> st.SearchStrategy[tuple[Type, Any]]:
    every_type = typed(("int", "float", "bool", "string", "any"))
    return every_type.flatmap(lambda type_: st.tuples(st.just(type_), values(type_)))


def _optional(type_: Type) -> Type:
    return Type("optional", type_)
