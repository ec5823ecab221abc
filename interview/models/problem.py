"""What a candidate could not solve alone, and what we answered."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from interview.models.invitation import Invitation
from interview.rules.problems import BROWSER_LENGTH, TEXT_LENGTH, WINDOW_LENGTH
from quizzes.models.attempt import new_code


class ProblemQuerySet(models.QuerySet["Problem"]):
    def seen_by(self, user: User) -> "ProblemQuerySet":
        """Keep those of positions for which this member of staff interviews."""
        return self.filter(invitation__in=Invitation.objects.seen_by(user))

    def waiting(self) -> "ProblemQuerySet":
        return self.filter(answered_at__isnull=True)


class Problem(models.Model):
    """A message of a candidate's, with where they were, and our answer.

    Made when the candidate sends it, answered once by a member of staff, and
    not changed afterwards; whoever has more to say writes another one. Both
    texts go with the invitation when the person is erased.

    ``question`` is the number of the question that was open, ``browser`` what the
    browser calls itself, ``window`` its size where a script could tell.
    """

    code = models.CharField(_("code"), max_length=30, unique=True, default=new_code, editable=False)
    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="problems")
    text = models.TextField(_("message"), max_length=TEXT_LENGTH)
    at = models.DateTimeField(_("written"))
    question = models.PositiveSmallIntegerField(_("question"), null=True, blank=True)
    browser = models.CharField(_("browser"), max_length=BROWSER_LENGTH, blank=True)
    window = models.CharField(_("window"), max_length=WINDOW_LENGTH, blank=True)

    answer = models.TextField(_("answer"), max_length=TEXT_LENGTH, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answered by"),
    )

    objects = ProblemQuerySet.as_manager()

    class Meta:
        verbose_name = _("problem")
        verbose_name_plural = _("problems")
        ordering = ("-at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(answered_at__isnull=True, answer="")
                | (models.Q(answered_at__isnull=False) & ~models.Q(answer="")),
                name="answered_problem_has_an_answer",
            ),
        )
        indexes = (
            models.Index(
                fields=("at",),
                condition=models.Q(answered_at__isnull=True),
                name="problem_waiting",
            ),
        )

    def __str__(self) -> str:
        return self.code
