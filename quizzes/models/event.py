"""What happened to an attempt, one line after another."""

from typing import NoReturn

from django.db import models
from django.utils.translation import gettext_lazy as _

from quizzes.choices import EventKind
from quizzes.models.attempt import Attempt


class EventIsPermanent(Exception):
    """Somebody tried to change or delete an event."""


class AttemptEventQuerySet(models.QuerySet["AttemptEvent"]):
    def update(self, **_values: object) -> NoReturn:
        raise EventIsPermanent("An event is written once.")

    def delete(self) -> NoReturn:
        raise EventIsPermanent("An event goes only with its attempt.")


class AttemptEvent(models.Model):
    """One thing that happened to an attempt. Written once, never changed.

    ``actor`` is empty for the candidate and for the system; of a member of
    staff it is a code, which ``quizzes.domain.events.staff`` makes. ``details``
    holds codes, numbers and hashes, never a name, an address or an answer.
    """

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(_("what"), max_length=20, choices=EventKind)
    at = models.DateTimeField(_("when"))
    actor = models.CharField(_("by"), max_length=30, blank=True)
    details = models.JSONField(_("details"), default=dict, blank=True)

    objects = AttemptEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ("at", "pk")
        indexes = (
            models.Index(fields=("attempt", "at"), name="event_by_attempt"),
            models.Index(fields=("at",), name="event_by_time"),
        )

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.kind}"

    def save(self, *args: object, **kwargs: object) -> None:
        if self.pk is not None:
            raise EventIsPermanent("An event is written once.")
        super().save(*args, **kwargs)

    def delete(self, *args: object, **kwargs: object) -> NoReturn:
        raise EventIsPermanent("An event goes only with its attempt.")
