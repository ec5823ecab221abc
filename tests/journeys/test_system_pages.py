"""The pages about the system in a real browser: what a script adds, and who cannot read them."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from interview.models import Candidate, DailyUse, GraderCall
from quizzes.choices import SubmissionState
from tests.factories import AnswerFactory, SubmissionFactory
from tests.journeys.accessibility import serious
from tests.journeys.workplace import Workplace

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = ("/admin/", "/admin/system/events/", "/admin/system/costs/", "/admin/system/doctor/")


@pytest.fixture
def busy_system(invitation):
    """Something on every part of the pages: bills, a fault, a submission that waits."""
    now = timezone.now()
    for days in range(10):
        DailyUse.objects.create(
            day=(now - timedelta(days=days)).date(),
            function="web",
            memory_mb=1024,
            requests=1000 * days,
            busy_ms=30_000,
            billed_ms=30_000,
        )
    answer = AnswerFactory(attempt=invitation.attempt, text="print(1)", revision=1)
    submission = SubmissionFactory(answer=answer, state=SubmissionState.UNGRADED)
    SubmissionFactory(answer=answer, state_at=now - timedelta(minutes=9))
    GraderCall.objects.create(
        at=now, job=submission.code, finding="unavailable", took_ms=900, waited_ms=40
    )
    return submission


@pytest.mark.parametrize("color_scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_about_the_system(
    open_page, administrator, busy_system, axe, color_scheme
):
    workplace = Workplace(open_page(color_scheme=color_scheme))
    workplace.sign_in(administrator)

    found = {}
    for address in PAGES:
        workplace.page.goto(address)
        found[address] = serious(axe(workplace.page))

    assert found == {address: [] for address in PAGES}


def test_no_page_about_the_system_is_wider_than_a_phone(phone, administrator, busy_system):
    workplace = Workplace(phone)
    workplace.sign_in(administrator)

    for address in PAGES:
        phone.goto(address)
        assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth"), address


def test_a_fault_is_followed_by_its_code(desktop, administrator, busy_system):
    Workplace(desktop).sign_in(administrator)
    desktop.goto("/admin/system/events/")

    expect(desktop.get_by_text("Grading needs you")).to_be_visible()
    faults = desktop.get_by_role("heading", name="Our faults of the last week").locator("..")
    faults.get_by_role("link", name=busy_system.code).click()

    expect(desktop.get_by_role("row").filter(has_text="No answer")).to_contain_text("waited 40 ms")


def test_doctor_checks_everything_while_one_looks_on(desktop, administrator, live_server, settings):
    settings.SITE_URL = live_server.url
    Workplace(desktop).sign_in(administrator)
    desktop.goto("/admin/system/doctor/")

    desktop.get_by_role("button", name="Check everything").click()

    expect(desktop.get_by_text("Everything was checked.")).to_be_visible(timeout=90_000)
    expect(desktop.get_by_text("Link, start, save, submit, verdict after")).to_be_visible()
    expect(desktop.locator(".check .mark-bad")).to_have_count(0)
    assert Candidate.objects.count() == 0
