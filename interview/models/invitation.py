"""Leave for one candidate to take one quiz, and the log of what came of it."""

from datetime import datetime, timedelta
from typing import NoReturn

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from interview.choices import InvitationState, LogKind, MailState
from interview.models.position import Candidate, Position
from interview.rules import invitations, mails
from quizzes.choices import Purpose
from quizzes.models import Attempt, Quiz
from quizzes.models.attempt import new_code


def default_expiry() -> datetime:
    lifetime: timedelta = settings.INVITATION_LIFETIME
    return timezone.now() + lifetime


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def seen_by(self, user: User) -> "InvitationQuerySet":
        """Keep those of positions for which this member of staff interviews.

        Rehearsals, as the doctor plays them, are nobody's work.
        """
        return self.filter(position__in=Position.objects.seen_by(user)).exclude(
            purpose=Purpose.PREVIEW
        )

    def mail_due(self, now: datetime) -> "InvitationQuerySet":
        """Keep those whose mail failed a while ago, or was lost on its way to be sent."""
        return self.filter(
            models.Q(mail_state=MailState.FAILED, mail_state_at__lte=now - mails.TRY_AGAIN_AFTER)
            | models.Q(
                mail_state__in=[MailState.WAITING, MailState.SENDING],
                mail_state_at__lte=now - mails.LOST_AFTER,
            ),
            expires_at__gt=now,
            revoked_at__isnull=True,
            withdrawn_at__isnull=True,
        )

    def with_progress(self) -> "InvitationQuerySet":
        """Load what ``state`` and the lists need, at a fixed number of queries."""
        return self.select_related(
            "position", "candidate", "quiz", "attempt", "attempt__result"
        ).prefetch_related("decisions")


class Invitation(models.Model):
    """Leave for one candidate to take one quiz, by a link that cannot be guessed.

    Opening the link changes nothing; pressing Start makes the attempt. It can
    be started until it expires or is revoked, and then never again.

    ``sent_at`` is when somebody asked for the last mail; what became of that one
    is in ``mail_state``. ``mail_code`` names it in what the mail service tells
    us, so that news of an earlier mail are not taken for this one's; it opens nothing.
    """

    code = models.CharField(_("code"), max_length=30, unique=True, default=new_code, editable=False)
    position = models.ForeignKey(
        Position, on_delete=models.PROTECT, related_name="invitations", verbose_name=_("position")
    )
    candidate = models.ForeignKey(
        Candidate, on_delete=models.PROTECT, related_name="invitations", verbose_name=_("candidate")
    )
    quiz = models.ForeignKey(
        Quiz, on_delete=models.PROTECT, related_name="+", verbose_name=_("quiz")
    )
    purpose = models.CharField(
        _("purpose"), max_length=10, choices=Purpose, default=Purpose.REAL, editable=False
    )
    window_opens_at = models.DateTimeField(
        _("may be started from"),
        null=True,
        blank=True,
        help_text=_("Leave empty for at once."),
    )
    expires_at = models.DateTimeField(_("expires"), default=default_expiry)
    extra_time_percent = models.PositiveSmallIntegerField(
        _("extra time (%)"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(300)],
        help_text=_("Leave empty for what the candidate usually gets."),
    )
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("invited by"),
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True, editable=False)
    mail_code = models.CharField(
        _("code of the mail"), max_length=30, blank=True, editable=False, db_index=True
    )
    mail_state = models.CharField(
        _("mail"), max_length=12, choices=MailState, default=MailState.UNKNOWN, editable=False
    )
    mail_state_at = models.DateTimeField(_("mail, since"), null=True, blank=True, editable=False)
    mail_problem = models.CharField(
        _("problem of the mail"), max_length=200, blank=True, editable=False
    )
    opened_at = models.DateTimeField(_("opened"), null=True, blank=True, editable=False)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(_("declined"), null=True, blank=True, editable=False)
    attempt = models.OneToOneField(
        Attempt,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="invitation",
        verbose_name=_("attempt"),
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ("-created_at",)
        indexes = (models.Index(fields=("position", "-created_at"), name="invitation_by_position"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(window_opens_at__isnull=True)
                | models.Q(window_opens_at__lt=models.F("expires_at")),
                name="invitation_opens_before_it_expires",
                violation_error_message=_("It would expire before it may be started."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.candidate} · {self.quiz}"

    @property
    def address(self) -> str:
        """The link that the candidate gets, complete."""
        return f"{settings.SITE_URL}{reverse('interview:invitation', args=[self.code])}"

    @property
    def extra_percent(self) -> int:
        """The extra time that holds: this invitation's, else the candidate's."""
        if self.extra_time_percent is None:
            return self.candidate.extra_time_percent
        return self.extra_time_percent

    @property
    def has_mail_trouble(self) -> bool:
        """Say whether the candidate may not have the link, for all we know."""
        return self.mail_state in mails.TROUBLES and self.opened_at is None

    def is_window_open(self, now: datetime) -> bool:
        return invitations.is_window_open(
            opens_at=self.window_opens_at, expires_at=self.expires_at, now=now
        )

    def allowance(self, now: datetime) -> invitations.Allowance:
        return invitations.allowance(
            time_limit=self.quiz.time_limit,
            extra_time_percent=self.extra_percent,
            expires_at=self.expires_at,
            now=now,
        )

    def progress(self) -> invitations.Progress:
        attempt = self.attempt
        result = getattr(attempt, "result", None)
        return invitations.Progress(
            sent_at=self.sent_at,
            opened_at=self.opened_at,
            revoked_at=self.revoked_at,
            withdrawn_at=self.withdrawn_at,
            expires_at=self.expires_at,
            closes_at=attempt.closes_at if attempt else None,
            finished_at=attempt.finished_at if attempt else None,
            result_is_complete=bool(result and result.is_complete),
            is_decided=bool(self.decisions.all()),
        )

    def state(self, now: datetime) -> InvitationState:
        return invitations.invitation_state(self.progress(), now=now)


class LogEntryIsPermanent(Exception):
    """Somebody tried to change or delete a log entry."""


class LogEntry(models.Model):
    """One thing that happened to an invitation. Written once, never changed.

    ``details`` holds codes and numbers, never a name, an address or an answer.
    Entries go only when the invitation goes, that is when a person is erased.
    """

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="log")
    kind = models.CharField(_("what"), max_length=20, choices=LogKind)
    at = models.DateTimeField(_("when"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
        help_text=_("Empty for the candidate and for the system."),
    )
    details = models.JSONField(_("details"), default=dict, blank=True)

    class Meta:
        verbose_name = _("log entry")
        verbose_name_plural = _("log")
        ordering = ("at", "pk")
        indexes = (models.Index(fields=("invitation", "at"), name="log_by_invitation"),)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.kind}"

    def save(self, *args: object, **kwargs: object) -> None:
        if self.pk is not None:
            raise LogEntryIsPermanent("A log entry is written once.")
        super().save(*args, **kwargs)

    def delete(self, *args: object, **kwargs: object) -> NoReturn:
        raise LogEntryIsPermanent("A log entry goes only with its invitation.")
