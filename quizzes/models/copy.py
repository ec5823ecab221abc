"""Copies of submissions that have to be erased from the bucket."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CopyErasure(models.Model):
    """An attempt that was erased here, and whose copies may still be in the bucket.

    Made in the transaction that erases the attempt. It goes when a later look
    has found nothing, so a row that stays is work to do; ``problem`` says what
    hindered the last try. The code is all that is left of the attempt.
    """

    attempt_code = models.CharField(_("attempt"), max_length=30, unique=True)
    asked_at = models.DateTimeField(_("erased here"))
    tried_at = models.DateTimeField(_("last tried"), null=True)
    problem = models.TextField(_("problem"), blank=True)

    class Meta:
        verbose_name = _("erasure of copies")
        verbose_name_plural = _("erasures of copies")
        ordering = ("asked_at",)

    def __str__(self) -> str:
        return self.attempt_code
