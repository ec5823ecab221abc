"""Every text that was ever saved."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from quizzes.choices import RevisionOrigin
from quizzes.models.answer import Answer
from quizzes.models.session import AttemptSession
from quizzes.rules.saving import PAGE_LENGTH


class AnswerRevision(models.Model):
    """One save. It never changes.

    A save that came after the attempt had closed is kept here with ``is_late``
    and counts for nothing; the reviewer sees it as "after time". One that was
    typed on an older text, or came from a browser that may only read, is kept
    with ``is_set_aside``; the candidate was shown both texts. ``base`` is the
    revision that stood in the page when it was typed. ``since_last`` is what
    quizzes.rules.saving.SinceLast.to_json returns.
    """

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField(_("number"))
    text = models.TextField(_("text"), blank=True)
    choices = models.JSONField(_("chosen"), default=list)
    language = models.CharField(_("language"), max_length=20, blank=True)
    saved_at = models.DateTimeField(_("saved"))
    is_late = models.BooleanField(_("after time"), default=False)
    is_set_aside = models.BooleanField(_("kept aside"), default=False)
    origin = models.CharField(
        _("came from"), max_length=10, choices=RevisionOrigin, default=RevisionOrigin.PAGE
    )

    session = models.ForeignKey(
        AttemptSession,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("browser"),
    )
    base = models.PositiveIntegerField(_("typed on"), default=0)
    page = models.CharField(_("page"), max_length=PAGE_LENGTH, blank=True)
    sequence = models.PositiveIntegerField(_("number of the save in its page"), default=0)
    since_last = models.JSONField(_("since the save before"), default=dict, blank=True)

    class Meta:
        verbose_name = _("saved text")
        verbose_name_plural = _("saved texts")
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("answer", "number"), name="unique_revision_number"),
            models.UniqueConstraint(
                fields=("answer", "page", "sequence"),
                condition=~models.Q(page="") & models.Q(is_late=False, is_set_aside=False),
                name="a_page_numbers_its_saves",
            ),
        )

    def __str__(self) -> str:
        return f"{self.number}"
