"""The languages of a question as its candidate chooses among them."""

from dataclasses import dataclass

from quizzes.domain import toolchains
from quizzes.domain.toolchains import Toolchain
from quizzes.models import Answer, QuestionVersion


@dataclass(frozen=True, slots=True)
class ShownLanguage:
    """One of them.

    version: empty where the grader has not told it yet.
    commands: that compile and start a program, as one would type them.
    is_elsewhere: it can be submitted, but not run.
    text: what stands in the box when the candidate turns to this language.
    starter_code: what stood there at first.
    """

    code: str
    label: str
    version: str
    commands: list[str]
    is_elsewhere: bool
    text: str
    starter_code: str
    is_current: bool


def languages_of(answer: Answer, *, current: str = "") -> list[ShownLanguage]:
    """Return the languages on offer, in our order.

    current: which is shown in place of the saved one, after a refusal.
    """
    version = answer.question
    if not version.is_coding:
        return []
    offered = toolchains.offered(version)
    known = [one.language.value for one in offered]
    current = current if current in known else answer.language or known[0]
    if current not in known:  # its tools have gone since it was chosen
        offered = [*offered, *(Toolchain(one) for one in version.languages if one == current)]
    return [
        ShownLanguage(
            code=one.language.value,
            label=str(one.language.label),
            version=one.version,
            commands=_commands(one, version),
            is_elsewhere=one.is_elsewhere,
            text=_text(answer, one.language.value) if one.language != current else "",
            starter_code=version.starter_code(one.language.value),
            is_current=one.language == current,
        )
        for one in offered
    ]


def _text(answer: Answer, language: str) -> str:
    if answer.revision and answer.language == language:
        return answer.text
    return answer.left_texts.get(language, answer.question.starter_code(language))


def _commands(one: Toolchain, version: QuestionVersion) -> list[str]:
    lines = [*one.compile, *([one.start] if one.start else [])]
    return [line.replace("{memory_mib}", str(version.memory_limit_mb)) for line in lines]
