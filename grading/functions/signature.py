"""A function-style question's signature: read, checked, and compared with its test cases."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Self

from grading.functions.names import NameRefused, check_function_name, check_parameter_name
from grading.functions.types import Type, TypeUnknown, parse_type
from grading.functions.values import ValueUnfit, check_value, read_json
from grading.protocol import Function, TestCase

LANGUAGES: Final = ("python", "javascript", "java", "cpp", "go")
"""In which a function can be asked for, by their names in jobs."""

WITH_ANY: Final = ("python", "javascript")
"""Languages in which a value need not say its type."""


class SignatureRefused(ValueError):
    """A signature that cannot be asked for; the message says where, what and why."""


class TestCaseUnfit(ValueError):
    """A test case whose arguments or result are not what the signature says."""

    __test__ = False  # else pytest would collect it


@dataclass(frozen=True, slots=True)
class Signature:
    """A function's name and types, all lawful in every language it was checked for.

    parameters: names and types, in order.
    """

    name: str
    parameters: tuple[tuple[str, Type], ...]
    returns: Type

    @classmethod
    def of(cls, function: Function, languages: tuple[str, ...]) -> Self:
        """Read what a question or job says, for these of `LANGUAGES`.

        Raises:
            SignatureRefused: a type is unknown, or a language has no such function:
                it is none of ours, has no type any, or would not take a name.
        """
        for language in languages:
            if language not in LANGUAGES:
                raise SignatureRefused(
                    f"a function cannot be asked for in {language}; choose among"
                    f" {', '.join(LANGUAGES)}"
                )
        try:
            place = "function.name"
            check_function_name(function.name, languages)
            parameters = []
            for index, parameter in enumerate(function.parameters):
                place = f"function.parameters[{index}]"
                check_parameter_name(parameter.name, languages)
                parameters.append((parameter.name, _type_for(parameter.type, languages)))
            place = "function.returns"
            returns = _type_for(function.returns, languages)
        except (NameRefused, TypeUnknown) as refusal:
            raise SignatureRefused(f"{place}: {refusal}") from None
        names = [name for name, _ in parameters]
        if function.name in names:
            raise SignatureRefused(f"function.name: {function.name!r} is also a parameter's name")
        return cls(function.name, tuple(parameters), returns)

    def check_test_case(self, test_case: TestCase, languages: tuple[str, ...]) -> None:
        """Check a test case's arguments, and its result if it states one.

        Where JavaScript is among the languages, an argument it would round is refused.
        A result may be such a number: there is BigInt.

        Raises:
            TestCaseUnfit: they do not fit; the message names the place.
        """
        try:
            self._check_arguments(test_case.input, for_javascript="javascript" in languages)
            if test_case.expected_output is not None:
                place = "the expected result"
                check_value(read_json(test_case.expected_output, place), self.returns, place)
        except ValueUnfit as misfit:
            raise TestCaseUnfit(f"test case {test_case.code!r}: {misfit}") from None

    @property
    def types(self) -> tuple[Type, ...]:
        """The parameters' types, in order."""
        return tuple(type_ for _, type_ in self.parameters)

    def type_names(self) -> set[str]:
        """Return the names of all types in it, parameters' and result's."""
        return set().union(*(type_.names() for type_ in (*self.types, self.returns)))

    def _check_arguments(self, text: bytes, *, for_javascript: bool) -> None:
        arguments = read_json(text, "the input")
        count = len(self.parameters)
        if type(arguments) is not list or len(arguments) != count:
            raise ValueUnfit(f"the input is not a JSON array of {count} arguments")
        for argument, (name, type_) in zip(arguments, self.parameters, strict=True):
            check_value(argument, type_, name, for_javascript=for_javascript)


def _type_for(text: str, languages: tuple[str, ...]) -> Type:
    type_ = parse_type(text)
    if "any" in type_.names():
        for language in languages:
            if language not in WITH_ANY:
                raise TypeUnknown(f"{language} has no type any; say what {type_} may be")
    return type_
