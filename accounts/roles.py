"""The roles of staff. A role is a group of Django's, found by its name."""

from enum import StrEnum

from django.contrib.auth.models import Group


class Role(StrEnum):
    ADMINISTRATOR = "Administrators"
    INTERVIEWER = "Interviewers"


def group_of(role: Role) -> Group:
    """Return the group that stands for a role; it is made when first asked for."""
    return Group.objects.get_or_create(name=role.value)[0]
