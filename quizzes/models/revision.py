"""Every text that was ever saved."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from quizzes.models.answer import Answer


class AnswerRevision(models.Model):
    """One save. It never changes.

    A save that came after the attempt had closed is kept here with ``is_late``
    and counts for nothing; the reviewer sees it as "after time".
    """

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField(_("number"))
    text = models.TextField(_("text"), blank=True)
    choices = models.JSONField(_("chosen"), default=list)
    language = models.CharField(_("language"), max_length=20, blank=True)
    saved_at = models.DateTimeField(_("saved"))
    is_late = models.BooleanField(_("after time"), default=False)

    class Meta:
        verbose_name = _("saved text")
        verbose_name_plural = _("saved texts")
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("answer", "number"), name="unique_revision_number"),
        )

    def __str__(self) -> str:
        return f"{self.number}"
