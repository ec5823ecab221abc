"""A browser in which somebody works on an attempt."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from quizzes.models.attempt import Attempt, new_code
from quizzes.rules.saving import may_write


class AttemptSession(models.Model):
    """One browser that was let in by Start or Continue.

    Its code lies in that browser's cookie. The attempt says by number which
    session may write; the others read, until one of them takes over. It is made
    when somebody comes in, and ``active_from`` moves when it takes over again.
    """

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="sessions")
    code = models.CharField(_("code"), max_length=30, unique=True, default=new_code, editable=False)
    number = models.PositiveIntegerField(_("number"))
    opened_at = models.DateTimeField(_("opened"))
    active_from = models.DateTimeField(_("active since"))

    class Meta:
        verbose_name = _("browser")
        verbose_name_plural = _("browsers")
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("attempt", "number"), name="unique_session_number"),
        )

    def __str__(self) -> str:
        return f"{self.number}"

    @property
    def is_active(self) -> bool:
        """Say whether it may write, as far as the loaded attempt knows."""
        return may_write(self.number, active_session=self.attempt.active_session)
