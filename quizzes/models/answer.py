"""What stands in the boxes of an attempt."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from quizzes.models.attempt import Attempt
from quizzes.models.question import QuestionVersion
from quizzes.models.section import AttemptSection
from quizzes.rules.saving import PAGE_LENGTH


class AnswerQuerySet(models.QuerySet["Answer"]):
    def reached(self) -> "AnswerQuerySet":
        """Keep the questions that the candidate may read: those of sections not begun are shut."""
        return self.filter(
            models.Q(section__isnull=True) | models.Q(section__started_at__isnull=False)
        )

    def locked(self) -> "AnswerQuerySet":
        """Lock the attempt, and each answer with it so that it is read as it is afterwards.

        PostgreSQL reads anew what it waited for, but what was joined to it as
        it was before. Both are locked in one statement, and weakly enough for
        submissions to be added to either. The section is read as it was.
        """
        locked = self.select_for_update(of=("self", "attempt"), no_key=True)
        return locked.select_related("attempt", "question", "section")

    def in_session(self, *, attempt_code: str, session_code: str) -> "AnswerQuerySet":
        """Keep those of an attempt that this browser was let in to; add the browser's session."""
        return self.filter(
            attempt__code=attempt_code, attempt__sessions__code=session_code
        ).annotate(
            session_id=models.F("attempt__sessions__pk"),
            session_number=models.F("attempt__sessions__number"),
        )


class Answer(models.Model):
    """What stands in the box of one question now.

    Made blank when the attempt starts, together with the version of the
    question that is shown, its points and the order of its choices. Every save
    adds an AnswerRevision, and replaces the content unless it was late or typed
    on an older text. ``revision`` is the number of the one that stands here, 0
    when nothing was ever saved; ``last_revision`` of the newest that was kept.
    ``page`` and ``sequence`` tell which save of which page wrote it.

    ``left_texts`` holds, by language, what stood here when the candidate went
    on in another one. ``own_tests`` are the candidate's test cases, as
    quizzes.rules.own_tests reads them. ``runs_at`` are the moments of the
    latest runs, in seconds since 1970, as far as quizzes.rules.pace asks.
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
    left_texts: "models.JSONField[dict[str, str], dict[str, str]]" = models.JSONField(
        _("texts in other languages"), default=dict, blank=True
    )
    own_tests: "models.JSONField[list[dict[str, str]], list[dict[str, str]]]" = models.JSONField(
        _("the candidate's own test cases"), default=list, blank=True
    )
    runs_at: "models.JSONField[list[float], list[float]]" = models.JSONField(
        _("latest runs"), default=list, blank=True
    )
    revision = models.PositiveIntegerField(_("revision"), default=0)
    saved_at = models.DateTimeField(_("saved"), null=True, blank=True)
    page = models.CharField(_("page"), max_length=PAGE_LENGTH, blank=True)
    sequence = models.PositiveIntegerField(_("number of the save in its page"), default=0)
    last_revision = models.PositiveIntegerField(_("newest text kept"), default=0)

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
