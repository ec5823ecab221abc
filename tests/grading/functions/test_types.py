import pytest
from hypothesis import given

from grading.functions.types import DEEPEST, SCALARS, Type, TypeUnknown, parse_type
from tests.grading.functions.strategies import typed


@given(typed(SCALARS))
def test_a_written_type_reads_back(type_):
    assert parse_type(str(type_)) == type_


def test_blanks_do_not_matter():
    assert parse_type(" list < map<int> >\n") == Type("list", Type("map", Type("int")))


@pytest.mark.parametrize(
    "text",
    [
        *("", "Int", "list", "list<>", "list<int", "list<int>>", "list<int>x", "int<int>", "<int>"),
        *("list<int,int>", "map<string,int>", "optional", "lisst<int>", "list<number>", "int[]"),
    ],
)
def test_what_is_no_type_is_refused_with_those_there_are(text):
    with pytest.raises(TypeUnknown, match=r"is no type; there are int, .* optional<T>$"):
        parse_type(text)


@pytest.mark.parametrize("text", ["optional<optional<int>>", "list<optional<any>>"])
def test_null_means_one_thing_only(text):
    with pytest.raises(TypeUnknown, match="says twice that it may be null"):
        parse_type(text)


def test_a_type_is_as_deep_as_said_and_no_deeper():
    deepest = "list<" * (DEEPEST - 1) + "int" + ">" * (DEEPEST - 1)

    assert str(parse_type(deepest)) == deepest
    with pytest.raises(TypeUnknown, match=f"nested more than {DEEPEST} deep"):
        parse_type(f"list<{deepest}>")


def test_a_thousand_brackets_are_refused_like_eleven():
    with pytest.raises(TypeUnknown, match="deep"):
        parse_type("list<" * 1_000 + "int" + ">" * 1_000)
