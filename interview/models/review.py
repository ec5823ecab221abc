"""What reviewers think of a candidate, and what was decided."""

from typing import NoReturn

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from interview.choices import Outcome
from interview.models.invitation import Invitation
from interview.models.position import Criterion


class Scorecard(models.Model):
    """One reviewer's filled-in rubric for one invitation; its reviewer may fill it in again."""

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="scorecards")
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="scorecards",
        verbose_name=_("reviewer"),
    )
    recommendation = models.CharField(_("recommendation"), max_length=10, choices=Outcome)
    comment = models.TextField(_("comment"), blank=True)
    filled_in_at = models.DateTimeField(_("filled in"))

    class Meta:
        verbose_name = _("scorecard")
        verbose_name_plural = _("scorecards")
        ordering = ("filled_in_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("invitation", "reviewer"), name="one_scorecard_a_reviewer"
            ),
        )

    def __str__(self) -> str:
        return f"{self.reviewer}: {self.get_recommendation_display()}"


class ScorecardLine(models.Model):
    """The level that one reviewer saw for one criterion, 1 to 5."""

    scorecard = models.ForeignKey(Scorecard, on_delete=models.CASCADE, related_name="lines")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(
        _("level"), validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("line")
        verbose_name_plural = _("lines")
        ordering = ("criterion__order", "criterion__pk")
        constraints = (
            models.UniqueConstraint(
                fields=("scorecard", "criterion"), name="one_level_a_criterion"
            ),
            models.CheckConstraint(
                condition=models.Q(level__gte=1, level__lte=5), name="level_from_1_to_5"
            ),
        )

    def __str__(self) -> str:
        return f"{self.criterion}: {self.level}"


class DecisionIsPermanent(Exception):
    """Somebody tried to change a decision instead of making a new one."""


class Decision(models.Model):
    """Advance, hold or reject, with who and why. A change of mind is a new decision."""

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="decisions")
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome)
    reason = models.TextField(_("reason"))
    feedback = models.TextField(
        _("words for the candidate"),
        blank=True,
        help_text=_("Shown at the candidate's link where the position discloses them."),
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="decisions",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided"))

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ("decided_at", "pk")

    def __str__(self) -> str:
        return self.get_outcome_display()

    def save(self, *args: object, **kwargs: object) -> None:
        if self.pk is not None:
            raise DecisionIsPermanent("A change of mind is a new decision.")
        super().save(*args, **kwargs)

    def delete(self, *args: object, **kwargs: object) -> NoReturn:
        raise DecisionIsPermanent("A decision goes only with its invitation.")
