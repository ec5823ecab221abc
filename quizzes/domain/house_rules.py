"""What candidates accept before they start: what they may use, and that the work is theirs."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quizzes.choices import Aids
from quizzes.models import Quiz
from quizzes.rules.fingerprints import fingerprint

ALLOWED = {
    Aids.NOTHING: gettext_lazy(
        "Please use no documentation, no search engine and no AI tools during this quiz:"
        " nothing but the pages of the quiz itself."
    ),
    Aids.DOCUMENTATION: gettext_lazy(
        "You may read documentation and search the web. Please use no AI tools, such as chat"
        " assistants or editors that complete code with a language model."
    ),
    Aids.AI: gettext_lazy("You may use documentation, the web, and AI tools, as you do at work."),
    Aids.AI_TOLD: gettext_lazy(
        "You may use documentation, the web, and AI tools, as you do at work. Where an AI tool"
        " wrote or decided something, say so in a comment, with what you asked it."
    ),
}


@dataclass(frozen=True, slots=True)
class HouseRules:
    """The rules of a quiz, in the language that is active."""

    allowed: str
    honour_statement: str

    @property
    def text(self) -> str:
        """What is stored with the attempt, word for word."""
        return f"{self.allowed}\n\n{self.honour_statement}"

    @property
    def fingerprint(self) -> str:
        """What the start page sends back, so that nobody accepts what they have not read."""
        return fingerprint(self.text)


def of_quiz(quiz: Quiz) -> HouseRules:
    """Return the rules of a quiz. Where it has no honour statement of its own, the usual words."""
    return HouseRules(
        allowed=str(ALLOWED[Aids(quiz.aids)]),
        honour_statement=quiz.honour_statement.strip()
        or _(
            "The answers I give are my own work. I do not take the quiz for somebody else, and I"
            " do not pass its questions on."
        ),
    )
