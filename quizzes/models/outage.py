"""When we could not be reached, and what was given back for it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from quizzes.choices import OutageSource


class Heartbeat(models.Model):
    """When something of ours that runs by itself was last alive. One row a name."""

    name = models.CharField(_("name"), max_length=30, unique=True)
    at = models.DateTimeField(_("last alive"))

    class Meta:
        verbose_name = _("heartbeat")
        verbose_name_plural = _("heartbeats")

    def __str__(self) -> str:
        return f"{self.name} {self.at:%Y-%m-%d %H:%M:%S}"


class Outage(models.Model):
    """A time in which candidates could not work, by our fault.

    Made by the sweep, which misses its own heartbeat, or by a member of staff.
    The minutes are given back once: ``given_back_at`` is empty as long as an
    outage waits for somebody to say so.
    """

    began_at = models.DateTimeField(_("began"))
    ended_at = models.DateTimeField(_("ended"))
    source = models.CharField(_("noticed"), max_length=10, choices=OutageSource)
    given_back_at = models.DateTimeField(_("given back"), null=True, blank=True)
    given_back_to = models.PositiveIntegerField(_("attempts"), default=0)
    noted_by = models.CharField(_("noted by"), max_length=30, blank=True)

    class Meta:
        verbose_name = _("outage")
        verbose_name_plural = _("outages")
        ordering = ("-began_at",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ended_at__gt=models.F("began_at")),
                name="outage_ends_after_it_begins",
            ),
        )

    def __str__(self) -> str:
        return f"{self.began_at:%Y-%m-%d %H:%M} to {self.ended_at:%H:%M} UTC"
