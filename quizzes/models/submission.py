"""What was sent to be graded, what the grader found, and what it comes to."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from quizzes.choices import Purpose, SubmissionCause, SubmissionState, Verdict
from quizzes.models.answer import Answer
from quizzes.models.attempt import Attempt, new_code


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def with_grades(self) -> "SubmissionQuerySet":
        return self.prefetch_related("grades")

    def with_place(self) -> "SubmissionQuerySet":
        """Add ``ahead``: how many were queued before each that is queued, None for the others.

        About, for no queue of ours keeps a strict order.
        """
        earlier = (
            Submission.objects.filter(
                state=SubmissionState.QUEUED, state_at__lt=models.OuterRef("state_at")
            )
            .order_by()
            .values("state")
            .annotate(number=models.Count("pk"))
            .values("number")
        )
        return self.annotate(
            ahead=models.Case(
                models.When(
                    state=SubmissionState.QUEUED, then=Coalesce(models.Subquery(earlier), 0)
                ),
                default=None,
                output_field=models.IntegerField(null=True),
            )
        )

    def with_origin(self) -> "SubmissionQuerySet":
        """Load what a submission answers, in one query."""
        return self.select_related("answer__attempt", "answer__question__question")

    def without_copy(self, before: datetime) -> "SubmissionQuerySet":
        """Keep those that should have a copy in the bucket since a moment, and have none."""
        return self.filter(
            copied_at__isnull=True,
            state_at__lt=before,
            answer__attempt__purpose=Purpose.REAL,
        )

    def stuck(
        self, *, claims_before: datetime, unsent_before: datetime, sent_before: datetime
    ) -> "SubmissionQuerySet":
        """Keep those whose claim ran out, whose message never left, or never arrived."""
        queued = models.Q(state=SubmissionState.QUEUED)
        return self.filter(
            models.Q(state=SubmissionState.GRADING, claimed_until__lt=claims_before)
            | models.Q(  # taken before there were claims
                state=SubmissionState.GRADING, claimed_until=None, state_at__lt=sent_before
            )
            | queued & models.Q(sent_at__isnull=True, state_at__lt=unsent_before)
            | queued & models.Q(sent_at__lt=sent_before)
        )


class Submission(models.Model):
    """An answer frozen and sent to be graded.

    Its content never changes; only ``state`` moves on, and ``copied_at`` is set
    when the bucket has a copy. Choice questions are graded at once, code by the
    grader, text by a person.

    What follows ``state_at`` is the way to the grader: when its message left,
    who has it and until when (quizzes.domain.claims), how often that was tried,
    and why it could not be graded.
    """

    code = models.CharField(_("code"), max_length=30, unique=True, default=new_code, editable=False)
    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="submissions")
    number = models.PositiveIntegerField(_("number"))
    text = models.TextField(_("text"), blank=True)
    choices = models.JSONField(_("chosen"), default=list)
    language = models.CharField(_("language"), max_length=20, blank=True)
    submitted_at = models.DateTimeField(_("submitted"))
    cause = models.CharField(_("cause"), max_length=10, choices=SubmissionCause)
    state = models.CharField(_("state"), max_length=10, choices=SubmissionState)
    state_at = models.DateTimeField(_("in this state since"))
    copied_at = models.DateTimeField(_("copied"), null=True, editable=False)

    sent_at = models.DateTimeField(_("sent to the queue"), null=True, editable=False)
    claim = models.CharField(_("claim"), max_length=30, blank=True, editable=False)
    claimed_until = models.DateTimeField(_("claimed until"), null=True, editable=False)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0, editable=False)
    problem = models.TextField(_("why it could not be graded"), blank=True, editable=False)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("answer", "number"), name="unique_submission_number"),
        )
        indexes = (
            models.Index(fields=("state", "state_at"), name="submission_by_state"),
            models.Index(
                fields=("state_at",),
                condition=models.Q(copied_at__isnull=True),
                name="submission_without_copy",
            ),
        )

    def __str__(self) -> str:
        return self.code

    @property
    def grade(self) -> "Grade | None":
        """The grade that holds now: the newest. Prefetch ``grades`` in lists."""
        return max(self.grades.all(), key=lambda grade: grade.pk, default=None)


class Grade(models.Model):
    """Points and overall verdict for one submission. It never changes.

    A regrade or a correction by hand adds a grade; the newest holds and the
    older ones tell the story. ``judgement`` is the grader's answer as
    docs/protocol.md describes it; ``graded_by`` is empty when no person did it.
    """

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="grades")
    points = models.DecimalField(_("points"), max_digits=7, decimal_places=2)
    verdict = models.CharField(_("verdict"), max_length=30, choices=Verdict, blank=True)
    judgement: "models.JSONField[Any, Any]" = models.JSONField(
        _("judgement"), null=True, blank=True
    )
    comment = models.TextField(_("comment"), blank=True)
    graded_at = models.DateTimeField(_("graded"))
    graded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("graded by"),
    )

    class Meta:
        verbose_name = _("grade")
        verbose_name_plural = _("grades")
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(condition=models.Q(points__gte=0), name="grade_not_negative"),
        )

    def __str__(self) -> str:
        return f"{self.points}"


class Result(models.Model):
    """The points of a whole attempt, kept up to date by quizzes.domain.results.

    ``is_complete`` is false while a submission waits for the grader or a person.
    """

    attempt = models.OneToOneField(Attempt, on_delete=models.CASCADE, related_name="result")
    points = models.DecimalField(_("points"), max_digits=8, decimal_places=2)
    max_points = models.PositiveIntegerField(_("out of"))
    is_complete = models.BooleanField(_("complete"))
    computed_at = models.DateTimeField(_("computed"))

    class Meta:
        verbose_name = _("result")
        verbose_name_plural = _("results")

    def __str__(self) -> str:
        return f"{self.points.normalize():f}/{self.max_points}"

    @property
    def percent(self) -> int:
        return round(100 * self.points / self.max_points) if self.max_points else 0
