"""Parts of a quiz that have a time limit of their own."""

from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from quizzes.models.attempt import Attempt
from quizzes.models.quiz import Quiz
from quizzes.rules import timing


class Section(models.Model):
    """Some questions of a quiz, to be answered within a limit of their own, in the sections' order.

    Changing it changes no attempt that has started.
    """

    quiz = models.ForeignKey(Quiz, on_delete=models.CASCADE, related_name="sections")
    title = models.CharField(_("title"), max_length=200)
    time_limit = models.DurationField(
        _("time limit"), default=timedelta(minutes=20), help_text=_("Hours:minutes:seconds.")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(fields=("quiz", "title"), name="unique_section_title"),
            models.CheckConstraint(
                condition=models.Q(time_limit__gt=timedelta(0)),
                name="section_time_limit_above_zero",
            ),
        )

    def __str__(self) -> str:
        return self.title


class AttemptSection(models.Model):
    """An attempt's own copy of a section.

    Made when the attempt starts. Its clock starts when the candidate opens it,
    and it closes when its time is over, when the next section is opened, or
    with the attempt. What was answered in it can be read until the end.
    """

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="sections")
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=200)
    time_limit = models.DurationField(_("time limit"))
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("attempt", "number"), name="unique_section_number"),
            models.CheckConstraint(
                condition=models.Q(started_at__isnull=True, closes_at__isnull=True)
                | models.Q(started_at__isnull=False, closes_at__gte=models.F("started_at")),
                name="section_closes_after_it_starts",
            ),
        )

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"

    @property
    def is_started(self) -> bool:
        return self.started_at is not None

    def is_open(self, now: datetime) -> bool:
        return self.closes_at is not None and timing.is_open(
            closes_at=self.closes_at, finished_at=self.finished_at, now=now
        )

    def takes_answer(self, now: datetime) -> bool:
        return self.closes_at is not None and timing.takes_answer(
            closes_at=self.closes_at, finished_at=self.finished_at, now=now
        )

    def remaining(self, now: datetime) -> timedelta:
        if self.closes_at is None:
            return self.time_limit
        return timing.remaining(closes_at=self.closes_at, finished_at=self.finished_at, now=now)
