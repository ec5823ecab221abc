"""Practising, as a candidate's browser sees it."""

import pytest
from django.utils import timezone

from interview.domain import practice
from interview.models import Invitation, Practice
from quizzes.models import Answer
from tests.cast import browser_of
from tests.factories import InvitationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def invited(position, candidate) -> Invitation:
    practice.make_quiz(now=timezone.now())
    invitation: Invitation = InvitationFactory(position=position, candidate=candidate, sent=True)
    return invitation


def states(client, invited):
    page = client.get(f"/i/{invited.code}/practice/")
    return {check.title: check.state for check in page.context["checks"]}


def start(client, invited) -> str:
    """Start practising; return the address of the attempt."""
    return str(client.post(f"/i/{invited.code}/practice/start/").headers["Location"])


def test_the_invitation_leads_to_it_where_there_is_a_practice_quiz(client, invited):
    address = f'href="/i/{invited.code}/practice/"'
    offered = client.get(f"/i/{invited.code}/").content.decode()
    practice.quiz_to_practise().delete()

    assert address in offered
    assert address not in client.get(f"/i/{invited.code}/").content.decode()
    assert client.get(f"/i/{invited.code}/practice/").status_code == 302


def test_looking_starts_nothing(client, invited):
    assert set(states(client, invited).values()) == {"untried"}
    assert not Practice.objects.exists()
    assert client.get(f"/i/{invited.code}/practice/start/").status_code == 405


def test_what_was_tried_is_said_to_work_without_any_script(client, invited):
    attempt = start(client, invited)
    client.post(f"{attempt}1/save/", {"text": "if 1:\n    print(1)", "revision": 0})
    client.post(f"{attempt}2/submit/", {"text": "你好", "revision": 0})

    page = client.get(f"/i/{invited.code}/practice/").content.decode()

    assert states(client, invited) == {
        "Saving": "look",
        "Running code": "untried",
        "Submitting": "works",
        "Indenting": "works",
        "Input method": "works",
        "Pasting": "untried",
    }
    assert "“你好”" in page
    assert "press Save often" in page


def test_what_the_page_s_script_tells_is_said_too(client, invited):
    attempt = start(client, invited)
    pasted = '{"pastes": [{"characters": 21, "from": "outside"}]}'
    posted = {"text": "x", "revision": 0, "page": "p", "sequence": 1, "since_last": pasted}
    client.post(f"{attempt}2/save/", posted)
    client.post(f"{attempt}1/run/", {"text": "print('Hello, ' + (input() or 'world'))"})

    found = states(client, invited)

    assert (found["Saving"], found["Pasting"], found["Running code"]) == ("works",) * 3
    page = client.get(f"/i/{invited.code}/practice/").content.decode()
    assert "21 characters were pasted" in page
    assert "printed what was expected" in page


def test_each_page_of_it_says_that_nothing_counts_and_leads_back(client, invited):
    attempt = start(client, invited)

    for rest in ("", "1/", "finish/"):
        page = client.get(f"{attempt}{rest}").content.decode()
        assert "nothing counts" in page, rest
        assert "I have a problem" not in page, rest
    client.post(f"{attempt}finish/")
    assert "This was practice" in client.get(attempt).content.decode()
    back = client.get(f"{attempt}practice/")
    assert back.headers["Location"] == f"/i/{invited.code}/practice/"


def test_once_the_real_quiz_runs_there_is_no_practice(client, position):
    practice.make_quiz(now=timezone.now())
    running = InvitationFactory(position=position, started=True)

    shown = client.get(f"/i/{running.code}/").content.decode()
    refused = client.post(f"/i/{running.code}/practice/start/")

    assert "/practice/" not in shown
    assert refused.headers["Location"] == f"/i/{running.code}/"
    assert not Practice.objects.exists()


def test_a_measured_save_is_counted_and_kept_nowhere(client, invited):
    measured = client.post(f"/i/{invited.code}/practice/measure/", {"text": "é" * 1000})

    assert measured.json() == {"bytes": 2000}
    assert not Answer.objects.exists()
    assert client.post("/i/nonsense/practice/measure/").status_code == 404


def test_another_s_practice_is_not_there(client, invited, other_invitation, other_candidate):
    attempt = start(client, invited)

    assert browser_of(other_candidate).get(f"{attempt}practice/").status_code == 404
