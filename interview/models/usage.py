"""What was used: of our own functions by the day, and of the grader by the job."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from interview.choices import GraderFinding
from quizzes.models import Attempt


class DailyUse(models.Model):
    """What the site has done on one day (UTC), summed over its processes.

    ``function`` is web or worker on Lambda, and empty elsewhere, where nobody bills by
    the millisecond. Every process adds what it did at most once a minute; what one has
    not added yet when it ends is lost, so the numbers are a lower bound.
    """

    day = models.DateField(_("day"))
    function = models.CharField(_("function"), max_length=20, blank=True)
    memory_mb = models.PositiveIntegerField(_("memory (MB)"), default=0)
    requests = models.PositiveBigIntegerField(_("requests"), default=0)
    failures = models.PositiveBigIntegerField(_("failed"), default=0)
    busy_ms = models.PositiveBigIntegerField(_("busy (ms)"), default=0)
    billed_ms = models.PositiveBigIntegerField(_("billed (ms)"), default=0)
    answer_bytes = models.PositiveBigIntegerField(_("sent (bytes)"), default=0)

    class Meta:
        verbose_name = _("daily use")
        verbose_name_plural = _("daily use")
        ordering = ("-day", "function")
        constraints = (
            models.UniqueConstraint(
                fields=("day", "function", "memory_mb"), name="one_row_a_day_and_function"
            ),
        )

    def __str__(self) -> str:
        return f"{self.day} {self.function}"


class GraderCall(models.Model):
    """One job that the grader was asked to judge. Written once, when it has answered or failed.

    ``job`` is the code of a submission, or of a trial or an author's solution.
    ``waited_ms`` is how long a submission had waited in the queue. ``billed_ms`` adds up
    all invocations of the function, tries that failed included; without a function it is 0.
    """

    at = models.DateTimeField(_("when"))
    job = models.CharField(_("job"), max_length=80)
    attempt = models.ForeignKey(
        Attempt,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="grader_calls",
        verbose_name=_("attempt"),
    )
    language = models.CharField(_("language"), max_length=20, blank=True)
    finding = models.CharField(_("finding"), max_length=20, choices=GraderFinding)
    took_ms = models.PositiveIntegerField(_("took (ms)"))
    waited_ms = models.PositiveBigIntegerField(_("waited (ms)"), null=True, blank=True)
    invocations = models.PositiveSmallIntegerField(_("invocations"), default=0)
    billed_ms = models.PositiveIntegerField(_("billed (ms)"), default=0)
    memory_mb = models.PositiveIntegerField(_("memory (MB)"), default=0)

    class Meta:
        verbose_name = _("grader call")
        verbose_name_plural = _("grader calls")
        ordering = ("-at",)
        indexes = (
            models.Index(fields=("-at",), name="grader_call_by_time"),
            models.Index(fields=("job",), name="grader_call_by_job"),
        )

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.job}"
