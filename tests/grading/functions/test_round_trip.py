"""Random values of many types come out of a program as they went in.

One program per language takes a list of each type, so it is compiled once and started
seldom. It writes them by the harness's own writer and returns the text as a string.
"""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grading.functions.harness import go
from grading.functions.types import Type, parse_type
from tests.grading.functions.built import COMPILED, build, function
from tests.grading.functions.random_values import Values

SCALARS = [Type(name) for name in ("int", "float", "bool", "string")]


def around(types):
    return [
        Type(container, type_)
        for type_ in types
        for container in ("list", "map", "optional")
        if (container, type_.name) != ("optional", "optional")
    ]


ONCE, TWICE = around(SCALARS), around(around(SCALARS))[::5]
DEEPER = [
    parse_type("list<map<list<optional<map<list<string>>>>>>"),
    parse_type("optional<map<map<list<list<optional<float>>>>>>"),
]
TYPES = [Type("list", type_) for type_ in (*SCALARS, *ONCE, *TWICE, *DEEPER)]


def go_source():
    parameters = ", ".join(f"a{index} {go.go_type(type_)}" for index, type_ in enumerate(TYPES))
    writing = (
        f"text = append({go.writer(type_)}(text, a{index}), ',')\n"
        for index, type_ in enumerate(TYPES)
    )
    return f"""package main
        func f({parameters}) string {{
            text := []byte{{'['}}
            {"".join(writing)}
            text[len(text)-1] = ']'
            return string(text)
        }}"""


SOURCES = {
    "javascript": "function f(...values) { return values; }",
    "java": """
        class Solution {
            static String f(Object... values) {
                StringBuilder text = new StringBuilder();
                HarnessJson.write(text, java.util.List.of(values));
                return text.toString();
            }
        }""",
    "cpp": """
        template <class... T> std::string f(const T &...values) {
            std::string text = "[";
            ((harness_json::Json<T>::write(text, values), text += ','), ...);
            text.back() = ']';
            return text;
        }""",
    "go": go_source(),
}


@pytest.fixture(scope="module", params=COMPILED)
def echo(request, tmp_path_factory):
    """A function that returns what it is given, in a list, and its language."""
    language = request.param
    returns = "list<any>" if language == "javascript" else "string"
    asked = function("f", *map(str, TYPES), returns=returns)
    folder = tmp_path_factory.mktemp("echo") / language
    return build(language, asked, SOURCES[language], folder), language


@given(seed=st.integers(0, 2**32 - 1))
@settings(max_examples=5, suppress_health_check=list(HealthCheck))
def test_every_value_comes_out_as_it_went_in(echo, seed):
    program, language = echo
    values = Values(seed, int_bits=54 if language == "javascript" else 64)
    given = [[values.of(type_.item) for _ in range(20)] for type_ in TYPES]
    text = json.dumps(given) if seed % 2 else json.dumps(given, ensure_ascii=False, indent=1)

    returned = program.call_with_text(text.encode()).value

    assert (returned if language == "javascript" else json.loads(returned)) == given
