"""What Go programmers may write."""

import pytest

from tests.grading.functions.built import CompileFailed, build, function


def test_nil_is_an_empty_list_or_map_but_null_for_an_optional(tmp_path):
    asked = function("f", "optional<string>", returns="map<list<optional<map<int>>>>")
    source = """\
package main

func f(a *string) map[string][]*map[string]int64 {
	if a == nil {
		return nil
	}
	var nothing map[string]int64
	return map[string][]*map[string]int64{"": nil, *a: {nil, &nothing}}
}
"""

    program = build("go", asked, source, tmp_path / "go")

    assert program.call(None).value == {}
    assert program.call("é<").value == {"": [], "é<": [None, {}]}


def test_names_of_packages_and_predeclared_ones_are_free_for_parameters(tmp_path):
    asked = function("json", "int", returns="int")
    source = (
        "package main\n\nvar os, io, utf8 = 1, 2, 3\n\nfunc json(len int64) int64 { return len }"
    )

    program = build("go", asked, source, tmp_path / "go")

    assert program.call(2**63 - 1).value == 2**63 - 1


def test_half_a_character_is_an_error_in_words(tmp_path):
    asked = function("f", "string", returns="list<string>")
    source = "package main\n\nfunc f(a string) []string { return []string{a[1:]} }\n"
    program = build("go", asked, source, tmp_path / "go")

    answer = program.call("éx")

    assert (answer.status, answer.result, answer.complaint) == (
        1,
        b"",
        "The result is no JSON: it holds a string that is not UTF-8.\n",
    )


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("func f(a int64) int64 {\n\treturn x\n}\n", r"solution\.go:4:9: undefined: x"),
        ("func g(a int64) int64 { return a }\n", r"undefined: f\b"),
        ("func f(a int64) int64 { return a }\nfunc main() {}\n", "main redeclared"),
    ],
)
def test_what_does_not_compile_is_told_as_go_tells_it(source, message, tmp_path):
    asked = function("f", "int", returns="int")

    with pytest.raises(CompileFailed, match=message):
        build("go", asked, f"package main\n\n{source}", tmp_path / "go")
