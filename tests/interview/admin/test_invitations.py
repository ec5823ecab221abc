"""Inviting somebody, and what may be done with an invitation on its way."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from interview.choices import InvitationState, LogKind
from interview.models import Candidate, Invitation
from tests.cast import browser_of
from tests.factories import (
    CandidateFactory,
    DecisionFactory,
    InvitationFactory,
    PositionFactory,
    QuestionFactory,
    SubmissionFactory,
)
from tests.queries import query_count

pytestmark = pytest.mark.django_db

ADD = "/admin/interview/invitation/add/"
LIST = "/admin/interview/invitation/"


def page_of(invitation):
    return reverse("admin:interview_invitation_result", args=[invitation.pk])


def form(**fields):
    """Return a filled-in form of an invitation that expires in a far future."""
    return {"expires_at_0": "2099-01-01", "expires_at_1": "12:00", "language": "en", **fields}


def kinds_logged(invitation):
    return list(invitation.log.values_list("kind", flat=True))


def messages_of(response):
    return [str(message) for message in response.context["messages"]]


# The form


def test_invitation_of_somebody_new_takes_the_usual_quiz(position, interviewer):
    answer = browser_of(interviewer).post(
        ADD, form(position=position.pk, name="Nia New", email="nia@example.org", _save="1")
    )

    invitation = Invitation.objects.get()
    assert answer.url == page_of(invitation)
    assert (invitation.candidate.name, invitation.candidate.email) == ("Nia New", "nia@example.org")
    assert (invitation.quiz, invitation.invited_by) == (position.quiz, interviewer)
    assert kinds_logged(invitation) == [LogKind.INVITED]
    assert invitation.sent_at is None


def test_address_that_is_known_gets_the_invitation_under_its_name(position, interviewer, candidate):
    answer = browser_of(interviewer).post(
        ADD,
        form(position=position.pk, name="Other", email="CARA@example.org", _save="1"),
        follow=True,
    )

    assert Invitation.objects.get().candidate == candidate
    assert Candidate.objects.count() == 1
    assert messages_of(answer)[0] == (
        "This address is known already: the invitation is for Cara Candidate."
    )


def errors_of(person, **fields):
    page = browser_of(person).post(ADD, form(**fields, _save="1"))
    return set(page.context["adminform"].form.errors)


def test_form_says_what_is_missing(position, interviewer, candidate):
    quizless = PositionFactory(quiz=None, interviewers=[interviewer])

    assert errors_of(interviewer, position=position.pk) == {"email"}
    assert errors_of(interviewer, position=position.pk, email="n@example.org") == {"name"}
    assert errors_of(interviewer, position=quizless.pk, email=candidate.email) == {"quiz"}
    assert errors_of(
        interviewer, position=position.pk, email=candidate.email, expires_at_0="2001-01-01"
    ) == {"expires_at"}
    assert not Invitation.objects.exists()


def initial_of(person, query=""):
    page = browser_of(person).get(f"{ADD}{query}")
    initial = page.context["adminform"].form.initial
    return initial.get("position"), initial.get("quiz")


def test_form_begins_with_the_only_position_and_its_quiz(position, interviewer):
    assert initial_of(interviewer) == (position.pk, position.quiz_id)


def test_form_begins_with_the_position_that_was_clicked(position, interviewer):
    second = PositionFactory(interviewers=[interviewer])

    assert initial_of(interviewer) == (None, None)
    assert initial_of(interviewer, f"?position={second.pk}") == (second.pk, second.quiz_id)


def test_form_takes_no_hint_about_a_position_of_others(position, other_position, outsider):
    assert initial_of(outsider, f"?position={position.pk}") == (None, None)


# Sending


def test_save_and_send_shows_exactly_the_mail_before_it_is_sent(
    position, interviewer, mailoutbox, django_capture_on_commit_callbacks
):
    QuestionFactory(quiz=position.quiz)
    browser = browser_of(interviewer)
    saved = browser.post(
        ADD, form(position=position.pk, name="Nia New", email="nia@example.org", _send="1")
    )
    asked = browser.get(saved.url)
    mail_shown = asked.context["rows"][0]["mail"]
    before = list(mailoutbox)
    invitation = Invitation.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        sent = browser.post(
            LIST,
            {"action": "send", "_selected_action": invitation.pk, "confirmed": "y", "from": "page"},
        )

    (mail,) = mailoutbox
    invitation.refresh_from_db()
    assert before == []
    assert (mail.to, mail.subject, mail.body) == (
        mail_shown.to,
        mail_shown.subject,
        mail_shown.body,
    )
    assert mail.to == ["nia@example.org"]
    assert invitation.address in mail.body
    assert invitation.address in asked.content.decode()
    assert sent.url == page_of(invitation)
    assert kinds_logged(invitation) == [LogKind.INVITED, LogKind.SENT]


def test_question_before_sending_warns_of_a_quiz_that_nobody_could_start(position, interviewer):
    draft = InvitationFactory(position=position)

    page = browser_of(interviewer).get(reverse("admin:interview_invitation_send", args=[draft.pk]))

    assert "The quiz has no published question" in page.content.decode()


def act(person, name, *invitations, **fields):
    """Do something to invitations from the list, without being asked again."""
    return browser_of(person).post(
        LIST,
        {
            "action": name,
            "_selected_action": [one.pk for one in invitations],
            "confirmed": "yes",
            **fields,
        },
        follow=True,
    )


def test_list_asks_before_it_acts(position, interviewer, mailoutbox):
    first, second = InvitationFactory.create_batch(2, position=position)

    page = browser_of(interviewer).post(
        LIST, {"action": "send", "_selected_action": [first.pk, second.pk]}
    )

    assert [row["invitation"] for row in page.context["rows"]] == [second, first]
    assert mailoutbox == []
    assert not Invitation.objects.filter(sent_at__isnull=False).exists()


def test_sending_reports_on_each(
    position, interviewer, mailoutbox, django_capture_on_commit_callbacks
):
    good = InvitationFactory(position=position, candidate__name="Good")
    revoked = InvitationFactory(
        position=position, candidate__name="Revoked", revoked_at=timezone.now()
    )

    with django_capture_on_commit_callbacks(execute=True):
        answer = act(interviewer, "send", good, revoked)

    assert sorted(messages_of(answer)) == [
        "Good: the invitation is on its way.",
        "Revoked: it was revoked.",
    ]
    assert [mail.to for mail in mailoutbox] == [[good.candidate.email]]


def test_running_attempt_may_be_mailed_its_link_again(
    invitation, interviewer, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        act(interviewer, "send", invitation)

    assert [mail.to for mail in mailoutbox] == [["cara@example.org"]]


# Revoking and extending


def test_revoking_says_so_and_logs_who(position, interviewer):
    sent = InvitationFactory(position=position, candidate__name="Rae", sent=True)

    answer = act(interviewer, "revoke", sent)

    sent.refresh_from_db()
    assert sent.state(timezone.now()) is InvitationState.REVOKED
    assert messages_of(answer) == ["Rae: revoked. The link now says so."]
    assert [(entry.kind, entry.actor) for entry in sent.log.all()] == [
        (LogKind.REVOKED, interviewer)
    ]


def test_extending_reopens_what_has_expired(position, interviewer):
    expired = InvitationFactory(
        position=position, sent=True, expires_at=timezone.now() - timedelta(days=1)
    )

    act(interviewer, "extend", expired, days="5")

    expired.refresh_from_db()
    left = expired.expires_at - timezone.now()
    assert timedelta(days=4, hours=23) < left <= timedelta(days=5)
    assert kinds_logged(expired) == [LogKind.EXTENDED]


def test_extending_asks_again_for_a_number_of_days(position, interviewer):
    sent = InvitationFactory(position=position, sent=True)
    before = sent.expires_at

    page = act(interviewer, "extend", sent, days="0")

    sent.refresh_from_db()
    assert page.context["form"].errors.keys() == {"days"}
    assert sent.expires_at == before


def test_extending_a_running_attempt_is_refused_in_words(invitation, interviewer):
    answer = act(interviewer, "extend", invitation, days="5")

    assert messages_of(answer) == [
        "Cara Candidate: the candidate has started. Add time to the attempt instead."
    ]


def test_time_is_added_to_one_or_to_all_that_run(invitation, position, interviewer):
    second = InvitationFactory(position=position, started=True, candidate__name="Sam Second")
    idle = InvitationFactory(position=position, sent=True, candidate__name="Ida Idle")
    before = {one: one.attempt.closes_at for one in (invitation, second)}

    answer = browser_of(interviewer).post(
        LIST,
        {
            "action": "add_time",
            "confirmed": "yes",
            "number": "7",
            "unit": "minutes",
            "_selected_action": [invitation.pk, second.pk, idle.pk],
        },
        follow=True,
    )

    for one, closes_at in before.items():
        one.attempt.refresh_from_db()
        assert one.attempt.closes_at == closes_at + timedelta(minutes=7)
        assert one.attempt.events.get().actor == f"staff:{interviewer.pk}"
    assert "Ida Idle: the candidate has not started. Extend the invitation instead." in (
        messages_of(answer)
    )


def test_time_is_added_in_percent_of_what_each_has_and_opens_again_what_is_over(
    position, interviewer
):
    over = InvitationFactory(
        position=position, started=True, attempt__closes_at=timezone.now() - timedelta(hours=1)
    )

    act(interviewer, "add_time", over, number="25", unit="percent")

    over.attempt.refresh_from_db()
    assert timedelta(minutes=14) < over.attempt.remaining(timezone.now()) <= timedelta(minutes=15)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"withdrawn_at": timezone.now()}, "the candidate takes no part any more."),
        ({"decided": True}, "a decision was made, so the attempt stays as it is."),
    ],
)
def test_time_is_not_added_to_what_is_settled(facts, words, position, interviewer):
    decided = facts.pop("decided", False)
    settled = InvitationFactory(position=position, finished=True, **facts)
    if decided:
        DecisionFactory(invitation=settled)

    answer = act(interviewer, "add_time", settled, number="5", unit="minutes")

    settled.attempt.refresh_from_db()
    assert settled.attempt.finished_at is not None
    assert words in messages_of(answer)[0]


@pytest.mark.parametrize("name", ["send", "revoke", "extend", "add_time"])
def test_opening_the_question_changes_nothing(name, position, interviewer, mailoutbox):
    sent = InvitationFactory(position=position, sent=True)
    before = Invitation.objects.filter(pk=sent.pk).values().get()

    browser_of(interviewer).get(reverse(f"admin:interview_invitation_{name}", args=[sent.pk]))

    assert Invitation.objects.filter(pk=sent.pk).values().get() == before
    assert kinds_logged(sent) == []
    assert mailoutbox == []


# The list


def row_of(person, invitation):
    """Return the words that the list shows about one invitation."""
    page = browser_of(person).get(LIST)
    admin = page.context["cl"].model_admin
    (row,) = (one for one in page.context["cl"].result_list if one.pk == invitation.pk)
    return (
        str(admin.shown_state(row)[1]),
        admin.result_points(row),
        admin.decision(row),
    )


def test_list_tells_how_far_each_has_come(position, interviewer):
    draft = InvitationFactory(position=position)
    opened = InvitationFactory(position=position, opened=True)
    running = InvitationFactory(position=position, started=True)
    scored = InvitationFactory(position=position, finished=True)
    SubmissionFactory(answer__attempt=scored.attempt, graded=7.5)
    decided = InvitationFactory(position=position, finished=True)
    SubmissionFactory(answer__attempt=decided.attempt, graded=10)
    DecisionFactory(invitation=decided, outcome="hold")
    DecisionFactory(invitation=decided, outcome="advance")

    assert row_of(interviewer, draft) == ("Not sent", "-", "-")
    assert row_of(interviewer, opened) == ("Opened", "-", "-")
    assert row_of(interviewer, running) == ("Running, 30 min left", "-", "-")
    assert row_of(interviewer, scored) == ("Waiting for a decision", "7.5/10 · 75 %", "-")
    assert row_of(interviewer, decided) == ("Decided", "10/10 · 100 %", "Advance")


def test_result_that_waits_for_a_grade_is_so_far(position, interviewer):
    waiting = InvitationFactory(position=position, finished=True)
    SubmissionFactory(answer__attempt=waiting.attempt, graded=5)
    SubmissionFactory(answer__attempt=waiting.attempt, answer__question__kind="text")

    assert row_of(interviewer, waiting)[:2] == ("Waiting for grades", "5/20 · 25 % so far")


def test_list_costs_the_same_with_one_row_and_with_three(position, interviewer):
    def fill():
        scored = InvitationFactory(position=position, finished=True)
        SubmissionFactory(answer__attempt=scored.attempt, graded=7)
        DecisionFactory(invitation=scored)

    fill()
    with_one = query_count(browser_of(interviewer), LIST)
    fill()
    fill()

    assert query_count(browser_of(interviewer), LIST) == with_one


@pytest.mark.parametrize("state", InvitationState)
def test_filter_by_state_keeps_what_the_list_calls_so(state, position, interviewer):
    now = timezone.now()
    InvitationFactory(position=position)
    InvitationFactory(position=position, sent=True)
    InvitationFactory(position=position, opened=True)
    InvitationFactory(position=position, started=True)
    InvitationFactory(position=position, finished=True)
    scored = InvitationFactory(position=position, finished=True)
    SubmissionFactory(answer__attempt=scored.attempt, graded=7)
    DecisionFactory(invitation=InvitationFactory(position=position, finished=True))
    InvitationFactory(position=position, sent=True, expires_at=now)
    InvitationFactory(position=position, revoked_at=now)
    InvitationFactory(position=position, withdrawn_at=now)
    waiting = InvitationFactory(position=position, finished=True)
    SubmissionFactory(answer__attempt=waiting.attempt)

    page = browser_of(interviewer).get(LIST, {"stage": state.value})

    listed = list(page.context["cl"].result_list)
    assert listed
    assert {one.state(now) for one in listed} == {state}


def test_draft_is_edited_and_a_sent_one_is_shown(position, interviewer):
    draft = InvitationFactory(position=position)
    sent = InvitationFactory(position=position, sent=True)
    browser = browser_of(interviewer)

    edited = browser.get(reverse("admin:interview_invitation_change", args=[draft.pk]))
    shown = browser.get(reverse("admin:interview_invitation_change", args=[sent.pk]))

    assert edited.status_code == 200
    assert shown.url == page_of(sent)


def test_changed_draft_is_kept(position, administrator):
    draft = InvitationFactory(position=position)
    someone_else = CandidateFactory()
    InvitationFactory(position=position, candidate=someone_else)

    browser_of(administrator).post(
        reverse("admin:interview_invitation_change", args=[draft.pk]),
        form(position=position.pk, candidate=someone_else.pk, extra_time_percent="50", _save="1"),
    )

    draft.refresh_from_db()
    assert (draft.candidate, draft.extra_time_percent) == (someone_else, 50)
    assert draft.quiz == position.quiz


def test_page_of_an_invitation_shows_the_link_to_copy(position, interviewer):
    sent = InvitationFactory(position=position, sent=True)

    page = browser_of(interviewer).get(page_of(sent)).content.decode()

    assert f'value="{sent.address}"' in page


def test_filters_by_position_and_by_quiz_keep_what_belongs_to_them(position, interviewer):
    second = PositionFactory(interviewers=[interviewer])
    InvitationFactory(position=position)
    wanted = InvitationFactory(position=second)
    browser = browser_of(interviewer)

    by_position = browser.get(LIST, {"position__id__exact": second.pk})
    by_quiz = browser.get(LIST, {"quiz__id__exact": second.quiz.pk})

    assert list(by_position.context["cl"].result_list) == [wanted]
    assert list(by_quiz.context["cl"].result_list) == [wanted]
