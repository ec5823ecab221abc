""" "I have a problem", as candidates reach it."""

import pytest

from interview.models import Problem
from tests.cast import browser_of
from tests.factories import InvitationFactory, ProblemFactory, QuestionFactory
from tests.queries import query_count

pytestmark = pytest.mark.django_db


@pytest.fixture
def tab(invitation, candidate):
    return browser_of(candidate)


def in_attempt(invitation, question=""):
    address = f"/attempt/{invitation.attempt.code}/help/"
    return f"{address}?question={question}" if question else address


def test_a_message_tells_where_the_candidate_was(invitation, tab):
    posted = {"text": "It hangs.", "window": "1440x900"}
    headers = {"User-Agent": "Firefox/140"}

    sent = tab.post(in_attempt(invitation, 3), posted, headers=headers, follow=True)

    problem = Problem.objects.get()
    told = (problem.invitation, problem.text, problem.question, problem.browser, problem.window)
    assert told == (invitation, "It hangs.", 3, "Firefox/140", "1440x900")
    page = sent.content.decode()
    assert "It hangs." in page
    assert "It has reached us." in page
    assert f'href="/attempt/{invitation.attempt.code}/3/"' in page


def test_the_clock_is_in_sight_and_said_to_run_on(invitation, tab):
    page = tab.get(in_attempt(invitation)).content.decode()

    assert 'role="timer"' in page
    assert "The clock runs on while you write and wait" in page


def test_by_the_link_too_it_says_whether_the_clock_runs(client, invitation):
    waiting = InvitationFactory(sent=True)

    pages = [client.get(f"/i/{one.code}/help/").content.decode() for one in (invitation, waiting)]

    told = [("The clock runs on" in page, "No clock is running" in page) for page in pages]
    assert told == [(True, False), (False, True)]


def test_it_can_be_reached_from_every_page_of_the_attempt(position, candidate):
    QuestionFactory(quiz=position.quiz, kind="text")
    invitation = InvitationFactory(position=position, candidate=candidate, started=True)
    browser, code = browser_of(candidate), invitation.attempt.code

    for rest in ("", "1/", "finish/"):
        page = browser.get(f"/attempt/{code}/{rest}").content.decode()
        assert f'href="/attempt/{code}/help/' in page, rest
    assert (
        f"/attempt/{code}/help/?question=1" in browser.get(f"/attempt/{code}/1/").content.decode()
    )


@pytest.mark.parametrize("facts", [{"sent": True}, {"finished": True}, {"started": True}])
def test_the_link_leads_to_it_before_and_after(client, facts):
    invitation = InvitationFactory(**facts)

    shown = client.get(f"/i/{invitation.code}/").content.decode()
    page = client.post(f"/i/{invitation.code}/help/", {"text": "Why?"}, follow=True)

    assert f'href="/i/{invitation.code}/help/"' in shown
    assert "Why?" in page.content.decode()
    assert Problem.objects.get().question is None


def test_the_answer_comes_with_the_clock_and_as_a_part_of_the_page(invitation, tab):
    clock = f"/attempt/{invitation.attempt.code}/clock/"
    before = tab.get(clock).json()["news"]

    ProblemFactory(invitation=invitation, answered=True, answer="Now it <runs>.")

    part = tab.get(in_attempt(invitation), headers={"X-Partial": "1"}).content.decode()
    assert before is None
    assert tab.get(clock).json()["news"] == {"number": 1, "text": "Now it <runs>."}
    assert "Now it &lt;runs&gt;." in part
    assert "<html" not in part


def test_what_is_refused_stands_in_the_box_again(invitation, tab):
    page = tab.post(in_attempt(invitation), {"text": "y" * 2001})

    assert page.status_code == 400
    assert "A message may have 2000 characters" in page.content.decode()
    assert "y" * 2001 in page.content.decode()
    assert not Problem.objects.exists()


def test_forged_facts_are_not_kept(invitation, tab):
    posted = {"text": "x", "window": "<script>"}

    tab.post(in_attempt(invitation, "1e9"), posted, headers={"User-Agent": "A" * 5000})

    problem = Problem.objects.get()
    assert (problem.question, problem.window, len(problem.browser)) == (None, "", 300)


def test_nobody_sees_another_s_messages(invitation, other_invitation, other_candidate, client):
    ProblemFactory(invitation=invitation, text="Mine alone")

    strangers = browser_of(other_candidate)
    theirs = strangers.get(in_attempt(other_invitation)).content.decode()

    assert strangers.get(in_attempt(invitation)).status_code == 404
    assert "Mine alone" not in theirs
    assert client.get("/i/nonsense/help/").status_code == 302


def test_the_page_costs_the_same_with_one_message_and_with_three(invitation, tab):
    ProblemFactory(invitation=invitation, answered=True)
    with_one = query_count(tab, in_attempt(invitation))
    for _ in range(2):
        ProblemFactory(invitation=invitation, answered=True)

    assert query_count(tab, in_attempt(invitation)) == with_one
