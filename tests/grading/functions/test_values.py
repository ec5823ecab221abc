import json
import sys

import pytest
from hypothesis import given

from grading.functions.types import parse_type
from grading.functions.values import DEEPEST_ANY, ValueUnfit, check_value, read_json
from tests.grading.functions.strategies import typed_values


@given(typed_values())
def test_a_value_made_for_its_type_fits_it(typed_value):
    type_, value = typed_value

    check_value(read_json(json.dumps(value).encode(), "it"), type_, "it")


@pytest.mark.parametrize(
    ("type_", "value", "problem"),
    [
        ("int", True, "it is a bool, not an int"),
        ("int", 1.0, "it is a float, not an int"),
        ("int", 2**63, "it needs more than 64 bits"),
        ("int", -(2**63) - 1, "it needs more than 64 bits"),
        ("float", "1", "it is a string, not a float"),
        ("float", False, "it is a bool, not a float"),
        pytest.param("float", 10**309, "it is beyond what a float holds", id="310 digits"),
        ("float", float("inf"), "it is beyond what a float holds"),
        ("bool", 0, "it is an int, not a bool"),
        ("string", None, "it is null, not a string"),
        ("string", "\ud83d", "it holds half of a surrogate pair"),
        ("list<int>", {}, "it is a map, not a list<int>"),
        ("list<int>", [0, None], "it[1] is null, not an int"),
        ("list<list<string>>", [[], ["", 3]], "it[1][1] is an int, not a string"),
        ("map<int>", [], "it is a list, not a map<int>"),
        ("map<list<int>>", {"a": [], "b": [""]}, "it['b'][0] is a string, not an int"),
        ("map<int>", {"\udc00": 1}, r"it['\udc00'] holds half of a surrogate pair"),
        ("optional<int>", "", "it is a string, not an int"),
        ("list<optional<bool>>", [None, 1], "it[1] is an int, not a bool"),
        ("any", [{"a": float("-inf")}], "it[0]['a'] is beyond what a float holds"),
        ("any", [{"\ud800": 1}], r"it[0]['\ud800'] holds half of a surrogate pair"),
        ("any", ["\ud800"], "it[0] holds half of a surrogate pair"),
    ],
)
def test_what_does_not_fit_is_named_with_its_place(type_, value, problem):
    with pytest.raises(ValueUnfit) as refused:
        check_value(value, parse_type(type_), "it")

    assert str(refused.value) == problem


@pytest.mark.parametrize(
    ("type_", "value"),
    [
        ("int", -(2**63)),
        ("int", 2**63 - 1),
        ("float", 3),
        ("float", sys.float_info.max),
        pytest.param("any", 10**1000, id="a thousand digits"),
        ("any", None),
        ("optional<list<int>>", None),
    ],
)
def test_the_most_that_fits_does(type_, value):
    check_value(value, parse_type(type_), "it")


@pytest.mark.parametrize("type_", ["int", "any"])
def test_javascript_is_not_handed_an_integer_that_it_would_round(type_):
    check_value(2**53 - 1, parse_type(type_), "it", for_javascript=True)
    with pytest.raises(ValueUnfit, match="needs more than 53 bits, all that JavaScript holds"):
        check_value(2**53, parse_type(type_), "it", for_javascript=True)


def test_anything_may_be_as_deep_as_said_and_no_deeper():
    deepest = read_json(b"[" * DEEPEST_ANY + b"]" * DEEPEST_ANY, "it")

    check_value(deepest, parse_type("any"), "it")
    with pytest.raises(ValueUnfit, match=f"nested more than {DEEPEST_ANY} deep"):
        check_value([deepest], parse_type("any"), "it")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (b"[1", "it is not JSON: Expecting ',' delimiter"),
        (b"", "it is not JSON: Expecting value"),
        (b'"\xff"', "it is not JSON: 'utf-8' codec"),
        (b"\xef\xbb\xbf1", "it is not JSON: Unexpected UTF-8 BOM"),
        (b"[NaN]", "it is not JSON: NaN is no number of JSON"),
        (b"-Infinity", "it is not JSON: -Infinity is no number of JSON"),
        (b'{"b": 1, "a": 1, "c": 2, "a": 2}', "it is not JSON: an object has the key 'a' twice"),
        pytest.param(b"[" * 200_000, "it is nested too deep", id="brackets"),
        pytest.param(b"9" * 5_000, "it is not JSON: Exceeds the limit", id="digits"),
    ],
)
def test_what_is_not_strict_json_is_refused(text, problem):
    with pytest.raises(ValueUnfit) as refused:
        read_json(text, "it")

    assert str(refused.value).startswith(problem)
