"""The words by which questions are found."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import display

from quizzes.models import Skill, Tag


class WordAdmin(ModelAdmin):
    list_display = ("name", "question_count")
    search_fields = ("name",)
    ordering = ("name",)  # a list that counts has no order unless it is told

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return (
            super()
            .get_queryset(request)
            .annotate(question_count=Count("questionversion__question", distinct=True))
        )

    @display(description=_("questions"), ordering="question_count")
    def question_count(self, word: Any) -> int:
        return int(word.question_count)


admin.site.register(Tag, WordAdmin)
admin.site.register(Skill, WordAdmin)
