import json
import math
import os
import subprocess
import sys

import pytest
from hypothesis import given

from grading.functions.call import FunctionCall, FunctionMissing, ResultNotJson
from tests.grading.functions.strategies import typed_values


def result(function, *arguments, types=None):
    call = FunctionCall("f", types or ["any"] * len(arguments))
    given = call.arguments(json.dumps(arguments).encode())
    return json.loads(call.result(given, {"f": function}))


@given(typed_values())
def test_a_value_makes_the_round_trip_through_an_identity(typed_value):
    type_, value = typed_value

    assert result(lambda given: given, value, types=[str(type_)]) == value


def test_a_whole_number_arrives_as_the_float_that_the_type_says():
    types = ["float", "list<optional<float>>", "map<float>", "int"]

    shown = result(lambda *given: repr(given), 1, [2, None], {"a": 3}, 4, types=types)

    assert shown == "(1.0, [2.0, None], {'a': 3.0}, 4)"


class LikeNumpy:
    def tolist(self):
        return [1, 2.5]


@pytest.mark.parametrize(
    ("returned", "expected"),
    [
        ((1, (2,)), [1, [2]]),
        ({1: 2}, {"1": 2}),
        ([LikeNumpy()], [[1, 2.5]]),
        (None, None),
        ("\ud83d", "\ud83d"),
        pytest.param(10**4000, 10**4000, id="4001 digits"),
        (True, True),
    ],
)
def test_what_has_a_plain_counterpart_is_written_as_it(returned, expected):
    assert result(lambda: returned) == expected


def circle():
    items = []
    items.append(items)
    return items


def tower():
    items = []
    for _ in range(100_000):
        items = [items]
    return items


@pytest.mark.parametrize(
    ("returned", "problem"),
    [
        ({1}, "it holds a value of type set"),
        ([b"bytes"], "it holds a value of type bytes"),
        (map(str, []), "it holds a value of type map"),
        ({(1, 2): 3}, "keys must be str, int, float, bool or None"),
        (math.nan, "Out of range float values are not JSON compliant"),
        ([math.inf], "Out of range float values are not JSON compliant"),
        pytest.param(circle(), "Circular reference detected", id="a circle"),
        pytest.param(tower(), "maximum recursion depth exceeded", id="a tower"),
        pytest.param(10**5000, "Exceeds the limit", id="5001 digits"),
    ],
)
def test_what_is_no_json_is_an_error_of_the_candidates(returned, problem):
    with pytest.raises(ResultNotJson, match=r"^The result of f is no JSON: ") as refused:
        result(lambda: returned)

    assert problem in str(refused.value)


@pytest.mark.parametrize("namespace", [{}, {"f": 3}])
def test_a_function_that_is_not_there_is_named(namespace):
    with pytest.raises(FunctionMissing, match=r"^There is no function f\.$"):
        FunctionCall("f", []).result([], namespace)


# What the sandbox's run does, without the sandbox.
RUN = """
import sys, types
from grading.functions.call import FunctionCall, MODULE_NAME
call = FunctionCall("f", ["list<int>"])
arguments = call.read_arguments()
module = types.ModuleType(MODULE_NAME)
exec(compile(sys.argv[1], "solution.py", "exec"), vars(module))
call.answer(arguments, vars(module))
"""


def run(source):
    """Run a candidate's text; return exit status, standard output and the result's text."""
    descriptor = os.memfd_create("result")
    try:
        done = subprocess.run(
            [sys.executable, "-c", RUN, source],
            input=b"[[3, 4]]\n",
            capture_output=True,
            preexec_fn=lambda: os.dup2(descriptor, 3),
            pass_fds=[3],
            check=False,
        )
        return done.returncode, done.stdout, os.pread(descriptor, 1_000, 0)
    finally:
        os.close(descriptor)


def test_noise_disturbs_nothing():
    source = "print('[]')\ndef f(a):\n    print('{', end='')\n    return sum(a)\nprint(']')\n"

    assert run(source) == (0, b"[]\n]\n{", b"7")


@pytest.mark.parametrize("leaving", ["raise SystemExit(0)", "import os; os._exit(0)"])
def test_who_leaves_early_leaves_no_result(leaving):
    assert run(f"def f(a):\n    {leaving}\n") == (0, b"", b"")


def test_standard_input_is_at_its_end():
    assert run("import sys\ndef f(a):\n    return sys.stdin.read()\n") == (0, b"", b'""')


def test_what_stands_under_the_main_guard_is_not_run():
    source = "def f(a):\n    return __name__\nif __name__ == '__main__':\n    f.x\n"

    assert run(source) == (0, b"", b'"solution"')


def test_names_changed_by_the_candidate_are_not_asked():
    source = (
        "import builtins, json, os\n"
        "def f(a):\n    return a\n"
        "for module in (json, json.encoder, json.decoder, os):\n"
        "    for name in vars(module):\n"
        "        if name in {'dumps', 'loads', 'JSONEncoder', 'JSONDecoder', 'read', 'write'}:\n"
        "            setattr(module, name, None)\n"
        "builtins.print = builtins.open = builtins.len = builtins.sum = None\n"
    )

    assert run(source) == (0, b"", b"[3,4]")


def test_a_result_of_a_million_numbers_is_written_whole():
    source = "def f(a):\n    return list(range(1_000_000))\n"

    status, _, text = run(source)

    assert (status, text[:10]) == (0, b"[0,1,2,3,4")
