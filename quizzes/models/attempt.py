"""One candidate's sitting of a quiz."""

import secrets
from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from quizzes.choices import Counting, Disclosure, FinishReason, Purpose, TimeCause
from quizzes.models.quiz import Quiz
from quizzes.rules import timing


def new_code() -> str:
    """Return a code that cannot be guessed: 128 random bits in 22 characters."""
    return secrets.token_urlsafe(16)


def new_seed() -> int:
    return secrets.randbits(63)


class AttemptQuerySet(models.QuerySet["Attempt"]):
    def overdue(self, now: datetime) -> "AttemptQuerySet":
        """Keep those whose time ran out with nobody there to finish them."""
        return self.filter(finished_at__isnull=True, closes_at__lt=now - timing.GRACE)

    def hit_by(self, *, began_at: datetime, ended_at: datetime) -> "AttemptQuerySet":
        """Keep those that lost time in between: running, or ended by nothing but the clock."""
        ran_into_it = models.Q(finished_at__isnull=True) | models.Q(
            finish_reason=FinishReason.EXPIRED
        )
        return self.filter(ran_into_it, started_at__lt=ended_at, closes_at__gt=began_at)


class Attempt(models.Model):
    """A timed sitting of one quiz by somebody whom this app does not know.

    Made when the candidate presses Start. What the quiz said then is copied,
    and ``closes_at`` is settled: a later change of the quiz moves nothing here,
    only time that is added does. It stops changing when it is finished. Whether
    it is open is a question one asks with a time in hand.
    """

    code = models.CharField(_("code"), max_length=30, unique=True, default=new_code, editable=False)
    quiz = models.ForeignKey(
        Quiz,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="attempts",
        verbose_name=_("quiz"),
        help_text=_("Empty when staff try a single question."),
    )
    title = models.CharField(_("title"), max_length=200)
    instructions = models.TextField(_("instructions"), blank=True)
    purpose = models.CharField(_("purpose"), max_length=10, choices=Purpose, default=Purpose.REAL)
    language = models.CharField(_("language"), max_length=10, default="en")
    seed = models.PositiveBigIntegerField(_("seed"), default=new_seed, editable=False)
    counting = models.CharField(_("what counts"), max_length=10, choices=Counting)
    disclosure = models.CharField(
        _("shown of hidden test cases"), max_length=10, choices=Disclosure
    )

    rules = models.TextField(
        _("rules accepted"), blank=True, help_text=_("As they stood on the start page.")
    )
    rules_accepted_at = models.DateTimeField(_("rules accepted at"), null=True, blank=True)

    started_at = models.DateTimeField(_("started"))
    time_limit = models.DurationField(_("time limit"))
    closes_at = models.DateTimeField(_("closes"))
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    finish_reason = models.CharField(
        _("how it ended"), max_length=10, choices=FinishReason, blank=True
    )
    added_time = models.DurationField(_("time added"), default=timedelta(0))
    last_added = models.DurationField(_("time added last"), default=timedelta(0))
    last_added_cause = models.CharField(
        _("why it was added"), max_length=10, choices=TimeCause, blank=True
    )
    active_session = models.PositiveIntegerField(
        _("browser that may write"), default=0, help_text=_("The number of its session.")
    )

    objects = AttemptQuerySet.as_manager()

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ("-started_at",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(closes_at__gte=models.F("started_at")),
                name="attempt_closes_after_it_starts",
            ),
            models.CheckConstraint(
                condition=models.Q(finished_at__isnull=True, finish_reason="")
                | (models.Q(finished_at__isnull=False) & ~models.Q(finish_reason="")),
                name="finished_attempt_has_a_reason",
            ),
        )
        indexes = (
            models.Index(
                fields=("closes_at",),
                condition=models.Q(finished_at__isnull=True),
                name="unfinished_by_closing",
            ),
        )

    def __str__(self) -> str:
        return self.code

    def is_open(self, now: datetime) -> bool:
        return timing.is_open(closes_at=self.closes_at, finished_at=self.finished_at, now=now)

    def takes_answer(self, now: datetime) -> bool:
        return timing.takes_answer(closes_at=self.closes_at, finished_at=self.finished_at, now=now)

    def remaining(self, now: datetime) -> timedelta:
        return timing.remaining(closes_at=self.closes_at, finished_at=self.finished_at, now=now)
