"""Where a JavaScript function may stand, and what it may return."""

import pytest

from tests.grading.functions.built import CompileFailed, build, function

F = "(a, b) => a.concat(b)"
FORMS = {
    "a function": "function f(a, b) { return a.concat(b); }",
    "a constant": f'"use strict";\nconst f = {F}; // the end',
    "a global": f"f = {F}",
    "the exports": f"module.exports = {F};",
    "among the exports": f"const g = {F}; module.exports = {{ f: g }};",
    "exports by name": f"exports.f = {F}; return;",
    "an asynchronous function": "async function f(a, b) { await null; return a.concat(b); }",
    "a promise": "const f = (a, b) => new Promise(r => setTimeout(r, 1, a.concat(b)));",
    "after a hash-bang": f"\ufeff#!/usr/bin/env node\nlet f = {F}",
    "with a module required": f"const fs = require('fs'); if (fs) var f = {F}",
    "with another imported": f"const f = async (a, b) => (await import('fs')) && ({F})(a, b);",
    "exported by name": "import fs from 'fs';\n  export function f(a, b) { return a.concat(b); }",
    "exported later": f"const f = {F};\nexport {{ f }};",
    "exported as the default": "export default async (a, b) => a.concat(b);",
}


@pytest.mark.parametrize("form", FORMS)
def test_a_function_is_found_in_every_usual_place(form, tmp_path):
    asked = function("f", "list<int>", "list<int>", returns="list<int>")

    program = build("javascript", asked, FORMS[form], tmp_path / "javascript")

    assert program.call([1, 2], [3]).value == [1, 2, 3]


def value_of(expression, tmp_path):
    source = f"class Point {{}}\nfunction f() {{ return {expression}; }}\n"
    asked = function("f", returns="any")
    return build("javascript", asked, source, tmp_path / "javascript").call()


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (
            "[2n ** 64n, 2 ** 64, 2 ** 53, -0, 1e300, 0.1 + 0.2]",
            [2**64, 2.0**64, 2**53, 0, 1e300, 0.1 + 0.2],
        ),
        ("[undefined, , { a: undefined, b: null }]", [None, None, {"a": None, "b": None}]),
        (
            "[new Map([['b', [1]], [2, '']]), Object.create(null), { __proto__: null, c: 1 }]",
            [{"b": [1], "2": ""}, {}, {"c": 1}],
        ),
        ("[new Float32Array([1, 1.5]), new BigInt64Array(1)]", [[1, 1.5], [0]]),
        (r"['\u{1f600}', '\ud83d', '\0\n\"']", ["\U0001f600", "\ud83d", '\0\n"']),
        ("JSON.parse('{\"__proto__\": 1}')", {"__proto__": 1}),
    ],
)
def test_what_has_a_counterpart_in_json_is_written_as_it(expression, expected, tmp_path):
    assert value_of(expression, tmp_path).value == expected


@pytest.mark.parametrize(
    ("expression", "held"),
    [
        ("[-Infinity]", "holds nan or an infinity."),
        ("{ a: new Set([1]) }", "holds an object of class Set."),
        ("[new Point()]", "holds an object of class Point."),
        ("[Symbol('x')]", "holds a symbol."),
        ("[f]", "holds a function."),
        (
            "(() => { const a = []; a.push(a); return a; })()",
            "is nested too deep, or holds itself.",
        ),
    ],
)
def test_what_json_cannot_say_is_an_error_in_words(expression, held, tmp_path):
    answer = value_of(expression, tmp_path)

    assert (answer.status, answer.result, answer.complaint) == (
        1,
        b"",
        f"The result is no JSON: it {held}\n",
    )


def test_what_a_candidate_changes_is_not_asked(tmp_path):
    source = """
        const fs = require("fs");
        fs.writeSync = fs.readFileSync = JSON.stringify = JSON.parse = process.exit = null;
        Array.isArray = Object.entries = Number.isFinite = console.error = null;
        Object.prototype.extra = Array.prototype.extra = 1;
        function f(a) { return { a }; }
    """

    program = build("javascript", function("f", "any", returns="any"), source, tmp_path / "js")

    assert program.call(["x"]).value == {"a": ["x"]}


def test_a_promise_that_is_never_kept_leaves_no_result(tmp_path):
    source = "const f = () => new Promise(() => {});"

    answer = build("javascript", function("f", returns="any"), source, tmp_path / "js").call()

    assert answer.result == b""


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("function g() {}", "There is no function f.\n"),
        ("const f = 3;", "There is no function f.\n"),
        ("export const g = 3;", "There is no function f.\n"),
    ],
)
def test_a_function_that_is_not_there_is_named(source, complaint, tmp_path):
    program = build("javascript", function("f", returns="any"), source, tmp_path / "js")

    answer = program.call()

    assert (answer.status, answer.result, answer.complaint) == (1, b"", complaint)


def test_an_error_is_told_with_the_line_of_the_candidates_file(tmp_path):
    with pytest.raises(CompileFailed, match=r"\bsolution\.js:3\n"):
        build("javascript", function("f", returns="any"), "\n\nlet let;\n", tmp_path / "js")


@pytest.mark.parametrize("source", ["JSON.parse('{');", "import 'fs'; JSON.parse('{');"])
def test_a_file_that_fails_is_run_once(source, tmp_path):
    program = build(
        "javascript", function("f", returns="any"), f"console.log(1); {source}", tmp_path / "js"
    )

    answer = program.call()

    assert (answer.status, answer.output, answer.result) == (1, b"1\n", b"")
    assert "SyntaxError: " in answer.complaint
