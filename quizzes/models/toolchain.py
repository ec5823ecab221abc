"""What the grader told of its languages."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class ToldLanguages(models.Model):
    """What a grader that is far away told of its languages, so that no page waits for it.

    One row for each grader, written by the sweep (quizzes.domain.toolchains).
    """

    grader = models.CharField(_("grader"), max_length=200, unique=True)
    languages: "models.JSONField[Any, Any]" = models.JSONField(_("languages"), default=list)
    told_at = models.DateTimeField(_("told"))

    class Meta:
        verbose_name = _("languages of a grader")
        verbose_name_plural = _("languages of graders")

    def __str__(self) -> str:
        return self.grader
