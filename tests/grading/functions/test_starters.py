"""What a candidate begins with: it compiles, and fails until it is written."""

import ast

import pytest

from grading.functions.call import FunctionCall
from grading.functions.harness import starter_code
from grading.functions.signature import LANGUAGES, Signature
from tests.grading.functions.built import COMPILED, build, function

EVERYTHING = function(
    "look_up",
    *("int", "list<float>", "map<optional<string>>", "optional<bool>", "string"),
    returns="list<map<int>>",
)


def starter(language, asked=EVERYTHING):
    return starter_code(Signature.of(asked, (language,)), language)


@pytest.mark.parametrize("language", COMPILED)
def test_a_starter_compiles_and_fails_by_saying_that_it_is_not_written(language, tmp_path):
    program = build(language, EVERYTHING, starter(language), tmp_path / language)

    answer = program.call(1, [2.5], {"a": None}, None, "")

    assert (answer.status != 0, answer.result) == (True, b"")
    assert "not written yet" in answer.complaint


def test_pythons_starter_fails_likewise():
    namespace = {}

    exec(starter("python"), namespace)

    with pytest.raises(NotImplementedError):
        FunctionCall("look_up", ["any"] * 5).result([None] * 5, namespace)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_function_without_parameters_can_be_asked_for(language):
    asked = function("now", returns="float")

    assert "now()" in starter(language, asked)


def test_python_imports_what_its_hints_need():
    asked = function("f", "any", returns="optional<list<any>>")

    module = ast.parse(text := starter("python", asked))

    assert text == (
        "from typing import Any\n\n\n"
        "def f(a0: Any) -> list[Any] | None:\n"
        "    raise NotImplementedError\n"
    )
    assert len(module.body) == 2


def test_types_are_told_in_each_languages_own_words():
    told = {language: starter(language) for language in LANGUAGES}

    assert told == {
        "python": (
            "def look_up(\n"
            "    a0: int,\n"
            "    a1: list[float],\n"
            "    a2: dict[str, str | None],\n"
            "    a3: bool | None,\n"
            "    a4: str,\n"
            ") -> list[dict[str, int]]:\n"
            "    raise NotImplementedError\n"
        ),
        "javascript": """\
/**
 * @param {number} a0
 * @param {Array<number>} a1
 * @param {Object<string, string|null>} a2
 * @param {boolean|null} a3
 * @param {string} a4
 * @returns {Array<Object<string, number>>}
 */
function look_up(a0, a1, a2, a3, a4) {
  throw new Error("not written yet");
}
""",
        "java": """\
import java.util.List;
import java.util.Map;

class Solution {
    public List<Map<String, Long>> look_up(
        long a0,
        List<Double> a1,
        Map<String, String> a2,
        Boolean a3,
        String a4
    ) {
        throw new UnsupportedOperationException("not written yet");
    }
}
""",
        "cpp": """\
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

std::vector<std::map<std::string, long long>> look_up(
    long long a0,
    const std::vector<double> &a1,
    const std::map<std::string, std::optional<std::string>> &a2,
    const std::optional<bool> &a3,
    const std::string &a4
) {
    throw std::logic_error("not written yet");
}
""",
        "go": """\
package main

func look_up(
	a0 int64,
	a1 []float64,
	a2 map[string]*string,
	a3 *bool,
	a4 string,
) []map[string]int64 {
	panic("not written yet")
}
""",
    }
