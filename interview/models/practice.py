"""A candidate's practice before the quiz. It is theirs alone."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from interview.models.invitation import Invitation
from quizzes.models import Attempt


class Practice(models.Model):
    """The practice of one invitation: the newest, for each start erases the one before.

    No page of the company's leads here. The sweep erases it a day after it closed, and within
    a minute when the invitation has gone.
    """

    invitation = models.OneToOneField(
        Invitation, on_delete=models.CASCADE, related_name="practice", verbose_name=_("invitation")
    )
    attempt = models.OneToOneField(
        Attempt, on_delete=models.CASCADE, related_name="practice", verbose_name=_("attempt")
    )

    class Meta:
        verbose_name = _("practice")
        verbose_name_plural = _("practices")

    def __str__(self) -> str:
        return f"{self.attempt}"
