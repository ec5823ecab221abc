"""A quiz: which questions, for how many points, in how much time."""

from datetime import timedelta

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from quizzes.choices import Aids, Counting, Disclosure
from quizzes.models.question import Question


class Quiz(models.Model):
    """Questions to be answered in one sitting.

    Changing it changes no attempt that has started: an attempt copies what it
    needs at its start.
    """

    title = models.CharField(_("title"), max_length=200, unique=True)
    instructions = models.TextField(
        _("instructions"), blank=True, help_text=_("Markdown, shown before and during the quiz.")
    )
    time_limit = models.DurationField(
        _("time limit"), default=timedelta(minutes=60), help_text=_("Hours:minutes:seconds.")
    )
    questions = models.ManyToManyField(Question, through="QuizQuestion", related_name="quizzes")
    counting = models.CharField(
        _("what counts"),
        max_length=10,
        choices=Counting,
        default=Counting.BEST,
        help_text=_("When an answer was submitted more than once. The start page says which."),
    )
    disclosure = models.CharField(
        _("shown of hidden test cases"),
        max_length=10,
        choices=Disclosure,
        default=Disclosure.NOTHING,
    )
    aids = models.CharField(
        _("candidates may use"), max_length=20, choices=Aids, default=Aids.DOCUMENTATION
    )
    honour_statement = models.TextField(
        _("honour statement"),
        blank=True,
        help_text=_(
            "What candidates accept before they start, after what they may use."
            " Leave empty for the usual words."
        ),
    )
    is_practice = models.BooleanField(
        _("is the practice quiz"),
        default=False,
        help_text=_("Offered to every candidate before the start, as often as they like."),
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")
        ordering = ("title",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(time_limit__gt=timedelta(0)), name="quiz_time_limit_above_zero"
            ),
            models.UniqueConstraint(
                fields=("is_practice",),
                condition=models.Q(is_practice=True),
                name="one_practice_quiz",
                violation_error_message=_("Another quiz is the practice quiz already."),
            ),
        )

    def __str__(self) -> str:
        return self.title


class QuizQuestion(models.Model):
    """A question's place in a quiz and the points it is worth there."""

    quiz = models.ForeignKey(Quiz, on_delete=models.CASCADE, related_name="quiz_questions")
    question = models.ForeignKey(
        Question,
        on_delete=models.PROTECT,
        related_name="quiz_questions",
        verbose_name=_("question"),
    )
    section = models.ForeignKey(
        "Section",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="quiz_questions",
        verbose_name=_("section"),
    )
    points = models.PositiveSmallIntegerField(
        _("points"), default=10, validators=[MinValueValidator(1)]
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(fields=("quiz", "question"), name="question_once_in_a_quiz"),
        )

    def __str__(self) -> str:
        return f"{self.question}: {self.points}"
