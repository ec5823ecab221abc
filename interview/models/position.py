"""The job, the rubric by which it is judged, and the people who apply."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from interview.rules.outcomes import Disclosed
from quizzes.models import Quiz


class PositionQuerySet(models.QuerySet["Position"]):
    def seen_by(self, user: User) -> "PositionQuerySet":
        """Keep the positions for which this member of staff interviews."""
        if user.sees_every_position:
            return self
        return self.filter(interviewers=user)


class Position(models.Model):
    """A job that somebody is wanted for. Its interviewers see its candidates; others do not."""

    title = models.CharField(_("title"), max_length=150, unique=True)
    description = models.TextField(_("description"), blank=True)
    interviewers = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        related_name="positions",
        verbose_name=_("interviewers"),
        help_text=_("Only they and administrators see this position's candidates."),
    )
    quiz = models.ForeignKey(
        Quiz,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("usual quiz"),
    )
    is_open = models.BooleanField(_("open"), default=True)
    tells_score = models.BooleanField(_("their points"), default=False)
    tells_verdicts = models.BooleanField(_("how each question went"), default=False)
    tells_feedback = models.BooleanField(
        _("words for the candidate"),
        default=False,
        help_text=_("Whoever decides may write some."),
    )
    tells_answers = models.BooleanField(_("their own answers"), default=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = PositionQuerySet.as_manager()

    class Meta:
        verbose_name = _("position")
        verbose_name_plural = _("positions")
        ordering = ("-is_open", "title")

    def __str__(self) -> str:
        return self.title

    @property
    def disclosed(self) -> Disclosed:
        """What its candidates see at their links once a decision was recorded."""
        return Disclosed(
            verdicts=self.tells_verdicts,
            score=self.tells_score,
            feedback=self.tells_feedback,
            answers=self.tells_answers,
        )


class Criterion(models.Model):
    """One line of a position's rubric, with words for each level from 1 to 5."""

    position = models.ForeignKey(Position, on_delete=models.CASCADE, related_name="criteria")
    name = models.CharField(_("name"), max_length=100)
    levels = models.TextField(
        _("levels"),
        blank=True,
        help_text=_(
            "One line each, from 1 (weakest) to 5 (strongest): what one sees at that level."
        ),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("rubric")
        ordering = ("order", "pk")
        constraints = (
            models.UniqueConstraint(fields=("position", "name"), name="unique_criterion_name"),
        )

    def __str__(self) -> str:
        return self.name


class Candidate(models.Model):
    """A person who applies. Has no account: an invitation's link is all they need."""

    name = models.CharField(_("name"), max_length=150)
    email = models.EmailField(_("e-mail address"))
    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, default="en"
    )
    extra_time_percent = models.PositiveSmallIntegerField(
        _("extra time (%)"),
        default=0,
        validators=[MaxValueValidator(300)],
        help_text=_("An accommodation that follows this person to every quiz."),
    )
    extra_time_asked_at = models.DateTimeField(
        _("asked for it on a start page"), null=True, blank=True, editable=False
    )
    notes = models.TextField(_("notes"), blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("candidate")
        verbose_name_plural = _("candidates")
        ordering = ("name",)
        permissions = (("accommodate_candidate", _("Can see and set extra time")),)
        constraints = (
            models.UniqueConstraint(
                Lower("email"),
                name="unique_candidate_email",
                violation_error_message=_("There is a candidate with this address already."),
            ),
        )

    def __str__(self) -> str:
        return self.name
