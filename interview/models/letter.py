"""What somebody is told by mail because of something that happened."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from interview.choices import LetterKind, LetterState
from interview.models.invitation import Invitation
from interview.rules import mails


class LetterQuerySet(models.QuerySet["Letter"]):
    def due(self, now: datetime) -> "LetterQuerySet":
        """Keep those whose mail failed a while ago, or that nobody took to be sent."""
        return self.filter(
            models.Q(state=LetterState.FAILED, state_at__lte=now - mails.TRY_AGAIN_AFTER)
            | models.Q(state=LetterState.WAITING, state_at__lte=now - mails.LOST_AFTER),
        )

    def abandoned(self, now: datetime) -> "LetterQuerySet":
        """Keep those whose sender has died: they may have left, or not."""
        return self.filter(state=LetterState.SENDING, state_at__lte=now - mails.LOST_AFTER)


class Letter(models.Model):
    """One mail that tells one person of one thing, at most once.

    Written together with what it tells, and sent after that is committed. It
    holds no text: the text is made when it is sent, from what is true then. It
    goes with its invitation, so nobody who was erased is written to.

    ``occasion`` says which of several times this is about, by a moment or a
    code. ``recipient`` is empty for the candidate, and for the company where a
    position has nobody.
    """

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="letters")
    kind = models.CharField(_("what"), max_length=20, choices=LetterKind)
    occasion = models.CharField(_("occasion"), max_length=40)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("to"),
    )
    created_at = models.DateTimeField(_("written"))
    state = models.CharField(
        _("state"), max_length=10, choices=LetterState, default=LetterState.WAITING
    )
    state_at = models.DateTimeField(_("in this state since"))
    problem = models.CharField(_("problem"), max_length=200, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ("created_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("invitation", "kind", "occasion", "recipient"),
                name="one_letter_a_colleague",
            ),
            models.UniqueConstraint(
                fields=("invitation", "kind", "occasion"),
                condition=models.Q(recipient__isnull=True),
                name="one_letter_an_occasion",
            ),
        )
        indexes = (
            models.Index(
                fields=("state_at",),
                condition=models.Q(
                    state__in=(LetterState.WAITING, LetterState.SENDING, LetterState.FAILED)
                ),
                name="letter_not_sent",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}"
