"""A role is a group, found by its name."""

import pytest
from django.contrib.auth.models import Group

from accounts.roles import Role, group_of


@pytest.mark.django_db
def test_group_of_a_role_is_made_once():
    Group.objects.all().delete()

    first, second = group_of(Role.INTERVIEWER), group_of(Role.INTERVIEWER)

    assert first == second
    assert list(Group.objects.values_list("name", flat=True)) == ["Interviewers"]
