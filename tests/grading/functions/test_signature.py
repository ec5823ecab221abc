import pytest

from grading.functions.signature import LANGUAGES, Signature, SignatureRefused, TestCaseUnfit
from grading.functions.types import Type
from grading.protocol import Function, Parameter, TestCase

TWO_SUM = Function(
    "two_sum", (Parameter("numbers", "list<int>"), Parameter("target", "int")), "list<int>"
)


def function(name="f", parameter="a", type="int", returns="int"):
    return Function(name, (Parameter(parameter, type),), returns)


def test_a_signature_is_read_for_every_language():
    signature = Signature.of(TWO_SUM, LANGUAGES)

    ints = Type("list", Type("int"))
    assert signature == Signature("two_sum", (("numbers", ints), ("target", Type("int"))), ints)
    assert signature.type_names() == {"list", "int"}


def test_a_function_may_do_without_parameters():
    assert Signature.of(Function("now", (), "int"), LANGUAGES).parameters == ()


@pytest.mark.parametrize(
    ("asked", "problem"),
    [
        (function(name="lambda"), "function.name: 'lambda' means something else in python"),
        (function(parameter="let"), "function.parameters[0]: 'let' is a keyword of javascript"),
        (function(type="number"), "function.parameters[0]: 'number' is no type; there are int"),
        (function(returns="void"), "function.returns: 'void' is no type; there are int"),
        (function(returns="list<any>"), "function.returns: java has no type any; say what"),
        (function(parameter="f"), "function.name: 'f' is also a parameter's name"),
    ],
)
def test_what_cannot_be_asked_is_refused_by_its_place(asked, problem):
    with pytest.raises(SignatureRefused) as refused:
        Signature.of(asked, LANGUAGES)

    assert str(refused.value).startswith(problem)


def test_a_language_without_functions_is_refused():
    with pytest.raises(SignatureRefused, match="cannot be asked for in sql; choose among python"):
        Signature.of(TWO_SUM, ("python", "sql"))


def test_only_languages_without_types_take_any():
    signature = Signature.of(function(type="any"), ("python", "javascript"))

    assert signature.types == (Type("any"),)


def test_a_test_case_that_fits_is_taken_with_and_without_its_result():
    signature = Signature.of(TWO_SUM, LANGUAGES)

    signature.check_test_case(TestCase("1", b"[[3, 4], 7]\n", b"[0, 1]\n"), LANGUAGES)
    signature.check_test_case(TestCase("own", b"[[], 7]"), LANGUAGES)


@pytest.mark.parametrize(
    ("given", "expected", "problem"),
    [
        (b"3 4\n", b"[]", "test case 't': the input is not JSON: Extra data"),
        (b"{}", b"[]", "test case 't': the input is not a JSON array of 2 arguments"),
        (b"[[1]]", b"[]", "test case 't': the input is not a JSON array of 2 arguments"),
        (b"[[1], 2, 3]", b"[]", "test case 't': the input is not a JSON array of 2 arguments"),
        (b"[[1, 2.5], 3]", b"[]", "test case 't': numbers[1] is a float, not an int"),
        (b"[[], 3]", b"", "test case 't': the expected result is not JSON: Expecting value"),
        (b"[[], 3]", b"null", "test case 't': the expected result is null, not a list<int>"),
        (b"[[9007199254740992], 3]", b"[]", "test case 't': numbers[0] needs more than 53 bits"),
    ],
)
def test_a_test_case_that_does_not_fit_is_refused(given, expected, problem):
    signature = Signature.of(TWO_SUM, LANGUAGES)

    with pytest.raises(TestCaseUnfit) as refused:
        signature.check_test_case(TestCase("t", given, expected), LANGUAGES)

    assert str(refused.value).startswith(problem)


def test_without_javascript_integers_have_their_64_bits():
    languages = ("python", "java", "cpp", "go")

    Signature.of(TWO_SUM, languages).check_test_case(
        TestCase("t", b"[[9223372036854775807], 3]", b"[-9223372036854775808]"), languages
    )
