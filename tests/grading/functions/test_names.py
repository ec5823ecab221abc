import keyword

import pytest

from grading.functions.names import (
    KEYWORDS,
    LONGEST_NAME,
    NameRefused,
    check_function_name,
    check_parameter_name,
)

EVERYWHERE = ("python", "javascript", "java", "cpp", "go")


@pytest.mark.parametrize("name", ["f", "two_sum", "twoSum", "Sum3", "x1_", "a" * LONGEST_NAME])
def test_plain_names_are_lawful_everywhere(name):
    check_function_name(name, EVERYWHERE)
    check_parameter_name(name, EVERYWHERE)


@pytest.mark.parametrize(
    "name",
    ["", "1st", "_f", "a__b", "two-sum", "two sum", "größe", "$f", "f\n", "a" * (LONGEST_NAME + 1)],
)
def test_other_names_are_refused_before_a_language_is_asked(name):
    with pytest.raises(NameRefused, match="is no name: use a letter"):
        check_function_name(name, ())
    with pytest.raises(NameRefused, match="is no name: use a letter"):
        check_parameter_name(name, ())


@pytest.mark.parametrize("name", ["harness", "Harness", "harnessRead", "harness_call"])
def test_our_own_names_are_kept_for_us(name):
    with pytest.raises(NameRefused, match="the harness's own names"):
        check_function_name(name, ())


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("lambda", "python"),
        ("let", "javascript"),
        ("boolean", "java"),
        ("xor", "cpp"),
        ("chan", "go"),
    ],
)
def test_a_keyword_is_refused_in_its_language_only(name, language):
    with pytest.raises(NameRefused, match=f"keyword of {language}"):
        check_parameter_name(name, (language,))
    with pytest.raises(NameRefused, match=f"in {language}"):
        check_function_name(name, (language,))
    check_parameter_name(name, tuple(other for other in EVERYWHERE if other != language))


@pytest.mark.parametrize(
    ("name", "language"),
    [("require", "javascript"), ("hashCode", "java"), ("main", "cpp"), ("max", "go")],
)
def test_a_taken_name_may_name_a_parameter_but_no_function(name, language):
    check_parameter_name(name, (language,))
    with pytest.raises(NameRefused, match=f"{name!r} means something else in {language}"):
        check_function_name(name, (language,))


def test_pythons_keywords_are_those_of_this_python():
    assert KEYWORDS["python"] == set(keyword.kwlist)
