"""What a member of staff sees: their positions, and what belongs to them.

Lists, pages, autocompletes, actions and the choices of forms all begin with
``seen_by``, so that nobody reaches by one way what is closed by another.
"""

from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.contrib.admin import ModelAdmin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest

from accounts.models import User
from interview.models import Candidate, Invitation, Position, Problem


def staff(request: HttpRequest) -> User:
    """Return who asks: the admin lets in nobody but staff."""
    return cast(User, request.user)


def sees_extra_time(user: User) -> bool:
    """Say whether extra time is this person's business. Those who judge answers are not told."""
    return user.has_perm("interview.accommodate_candidate")


def candidates_seen_by(user: User) -> QuerySet[Candidate]:
    """Keep those who were invited for a position of this member of staff."""
    if user.sees_every_position:
        return Candidate.objects.all()
    theirs = Invitation.objects.seen_by(user).filter(candidate=OuterRef("pk"))
    return Candidate.objects.filter(Exists(theirs))


SEEN: dict[Any, Callable[[User], QuerySet]] = {
    Position: Position.objects.seen_by,
    Invitation: Invitation.objects.seen_by,
    Candidate: candidates_seen_by,
    Problem: Problem.objects.seen_by,
}


class SeenByPosition(ModelAdmin):
    """Keeps a ModelAdmin of one of these models, and its forms, to what may be seen."""

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        seen: QuerySet = SEEN[self.model](staff(request))
        ordering: Any = self.get_ordering(request) or self.opts.ordering
        return seen.order_by(*ordering)

    def formfield_for_foreignkey(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> forms.ModelChoiceField | None:
        if (seen_by := SEEN.get(db_field.related_model)) is not None:
            kwargs["queryset"] = seen_by(staff(request))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
