"""Accounts of staff: who may make one, and what it lets them do."""

import pytest
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role, group_of
from tests.cast import browser_of
from tests.factories import InterviewerFactory, UserFactory
from tests.queries import query_count

pytestmark = pytest.mark.django_db

LIST = "/admin/accounts/user/"
SECRET = "correct horse battery staple"


@pytest.fixture
def superuser(db):
    return User.objects.create_superuser("root@example.com", SECRET, name="Ruth Root")


def change(user):
    return reverse("admin:accounts_user_change", args=[user.pk])


def test_new_colleague_can_sign_in_and_interview(administrator, client):
    browser_of(administrator).post(
        f"{LIST}add/",
        {
            "name": "Nia New",
            "email": "nia@example.com",
            "groups": [group_of(Role.INTERVIEWER).pk],
            "usable_password": "true",
            "password1": SECRET,
            "password2": SECRET,
        },
    )

    answer = client.post("/admin/login/", {"username": "NIA@example.com", "password": SECRET})
    assert answer.url == "/admin/"
    assert client.get("/admin/interview/invitation/").status_code == 200
    assert client.get(LIST).status_code == 403


def test_address_that_has_an_account_is_refused_in_any_case(administrator):
    UserFactory(email="taken@example.com")

    page = browser_of(administrator).post(
        f"{LIST}add/",
        {
            "name": "Nia New",
            "email": "Taken@example.com",
            "usable_password": "true",
            "password1": SECRET,
            "password2": SECRET,
        },
    )

    assert page.context["adminform"].form.errors
    assert not User.objects.filter(name="Nia New").exists()


def test_list_shows_roles_in_words(administrator):
    ina = InterviewerFactory(name="Zoe")

    page = browser_of(administrator).get(LIST)

    shown = {
        user.name: page.context["cl"].model_admin.shown_roles(user)
        for user in page.context["cl"].result_list
    }
    assert shown == {administrator.name: "Administrator", ina.name: "Interviewer"}


def test_list_costs_the_same_with_one_row_and_with_three(administrator):
    with_one = query_count(browser_of(administrator), LIST)
    InterviewerFactory.create_batch(2)

    assert query_count(browser_of(administrator), LIST) == with_one


def test_administrator_makes_nobody_a_superuser(administrator, interviewer):
    browser_of(administrator).post(
        change(interviewer),
        {
            "name": "Renamed",
            "email": interviewer.email,
            "is_active": "on",
            "is_superuser": "on",
            "groups": [group_of(Role.INTERVIEWER).pk],
        },
    )

    interviewer.refresh_from_db()
    assert (interviewer.name, interviewer.is_superuser) == ("Renamed", False)


def test_administrator_changes_no_superuser_and_not_their_password(administrator, superuser):
    browser = browser_of(administrator)

    refused = browser.post(change(superuser), {"name": "Hacked", "email": "a@example.com"})
    password = browser.post(
        f"{LIST}{superuser.pk}/password/", {"password1": "x" * 20, "password2": "x" * 20}
    )

    superuser.refresh_from_db()
    assert (refused.status_code, password.status_code) == (403, 403)
    assert superuser.name == "Ruth Root"
    assert superuser.check_password(SECRET)


def test_superuser_changes_a_superuser(superuser):
    page = browser_of(superuser).get(change(superuser))

    assert page.status_code == 200


def test_accounts_are_switched_off_and_not_deleted(administrator, interviewer):
    delete = reverse("admin:accounts_user_delete", args=[interviewer.pk])

    assert browser_of(administrator).post(delete, {"post": "yes"}).status_code == 403
    assert User.objects.filter(pk=interviewer.pk).exists()


def test_roles_have_no_page_of_their_own(superuser):
    assert browser_of(superuser).get("/admin/auth/group/").status_code == 404
