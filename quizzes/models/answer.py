"""What stands in the boxes of an attempt."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from quizzes.models.attempt import Attempt
from quizzes.models.question import QuestionVersion
from quizzes.models.section import AttemptSection


class AnswerQuerySet(models.QuerySet["Answer"]):
    def reached(self) -> "AnswerQuerySet":
        """Keep the questions that the candidate may read: those of sections not begun are shut."""
        return self.filter(
            models.Q(section__isnull=True) | models.Q(section__started_at__isnull=False)
        )


class Answer(models.Model):
    """What stands in the box of one question now.

    Made blank when the attempt starts, together with the version of the
    question that is shown, its points and the order of its choices. Every save
    replaces its content and adds an AnswerRevision. ``revision`` 0 means that
    nothing was ever saved.
    """

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(
        QuestionVersion,
        on_delete=models.PROTECT,
        related_name="answers",
        verbose_name=_("question"),
    )
    section = models.ForeignKey(
        AttemptSection,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="answers",
        verbose_name=_("section"),
    )
    number = models.PositiveSmallIntegerField(_("number"))
    points = models.PositiveSmallIntegerField(_("points"))
    choice_order = models.JSONField(_("order of the choices"), default=list)

    text = models.TextField(_("text"), blank=True)
    choices = models.JSONField(_("chosen"), default=list)
    language = models.CharField(_("language"), max_length=20, blank=True)
    revision = models.PositiveIntegerField(_("revision"), default=0)
    saved_at = models.DateTimeField(_("saved"), null=True, blank=True)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("attempt", "number"), name="unique_answer_number"),
            models.UniqueConstraint(fields=("attempt", "question"), name="one_answer_a_question"),
        )

    def __str__(self) -> str:
        return f"{self.number}. {self.question.title}"

    def is_open(self, now: datetime) -> bool:
        """Say whether the candidate may still work on it: attempt and section are open."""
        return self.attempt.is_open(now) and (self.section is None or self.section.is_open(now))

    def takes_answer(self, now: datetime) -> bool:
        """Say whether a save or a submission that arrives now counts."""
        return self.attempt.takes_answer(now) and (
            self.section is None or self.section.takes_answer(now)
        )
