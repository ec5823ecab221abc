"""Nothing typed is lost: the rules of fair exams about saving, each in a real browser.

Numbers of rules: section D of the features that were asked for.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Error, Page, Route, expect

from quizzes.choices import FinishReason
from quizzes.domain import attempts
from quizzes.formats import answer_file
from quizzes.formats.answer_file import AnswerFile
from quizzes.models import Answer, AnswerRevision, Attempt, AttemptSession, Submission
from quizzes.rules.timing import GRACE
from tests.journeys.sitting import Sitting
from tests.journeys.waiting import until
from tests.troubles import Troubles

pytestmark = pytest.mark.django_db(transaction=True)

WORDS = 4  # the number of the question that is answered in words
TITLE = "Why"


@pytest.fixture
def laptop(open_page, link) -> Sitting:
    """A candidate before the question that is answered in words."""
    return at_question(open_page(), link, is_new=True)


def at_question(page: Page, link: str, *, is_new: bool = False) -> Sitting:
    sitting = Sitting(page)
    sitting.open(link)
    if is_new:
        sitting.start()
    else:
        sitting.resume()
    sitting.go_to(TITLE)
    return ready(sitting)


def ready(sitting: Sitting) -> Sitting:
    """Wait until the page's script has arrived: without it, nothing saves by itself."""
    expect(sitting.page.get_by_role("button", name="Settings")).to_be_visible()
    return sitting


def another_tab(sitting: Sitting) -> Sitting:
    other = Sitting(sitting.page.context.new_page())
    other.page.goto(sitting.page.url)
    return ready(other)


def type_text(sitting: Sitting, text: str) -> None:
    """Type at the end of the box, key by key."""
    sitting.text.click()
    sitting.page.keyboard.press("ControlOrMeta+End")
    sitting.page.keyboard.type(text)


def saved_text() -> str:
    return Answer.objects.get(number=WORDS).text


def history() -> list[tuple[str, str]]:
    """Return each text that was kept, with what is said of it."""
    return [
        (one.text, "late" if one.is_late else "aside" if one.is_set_aside else "saved")
        for one in AnswerRevision.objects.filter(answer__number=WORDS)
    ]


def close(ago: timedelta) -> None:
    """Let the attempt have closed a while ago."""
    now = timezone.now()
    Attempt.objects.update(started_at=now - timedelta(hours=1), closes_at=now - ago)


def both_texts(sitting: Sitting) -> tuple[str, str]:
    section = sitting.page.get_by_role("region", name="There are two texts of this answer")
    expect(section).to_be_visible()
    texts = [section.locator(f"[data-text={which}]").inner_text() for which in ("mine", "saved")]
    return texts[0].strip(), texts[1].strip()


@contextmanager
def server_answers(page: Page, **answer: Any) -> Iterator[None]:
    """Have every save answered with something else than by our server."""

    def fulfil(route: Route) -> None:
        route.fulfill(**answer)

    page.route("**/save/", fulfil)
    try:
        yield
    finally:
        page.unroute("**/save/", fulfil)


def test_rule_5_a_save_in_flight_at_the_deadline_counts_and_a_later_one_is_kept_and_marked(
    laptop, troubles: Troubles
):
    troubles.expect("status of 409")
    forgotten = another_tab(laptop)
    type_text(laptop, "in flight")
    close(ago=timedelta(seconds=1))
    laptop.press("Save")
    until(lambda: saved_text() == "in flight")

    close(ago=GRACE + timedelta(seconds=1))
    type_text(forgotten, "late")

    expect(forgotten.page.get_by_role("heading", name="Your time is up")).to_be_visible()
    assert history() == [("in flight", "saved"), ("late", "late")]
    assert saved_text() == "in flight"


def test_rule_6_typing_to_the_last_second_is_saved(laptop):
    closes_at = timezone.now() + timedelta(seconds=8)
    Attempt.objects.update(closes_at=closes_at)
    laptop.page.reload()

    written = ""
    while timezone.now() < closes_at - timedelta(seconds=1):
        type_text(laptop, "x")
        written += "x"
        laptop.page.wait_for_timeout(100)

    expect(laptop.page.get_by_role("heading", name="Your time is up")).to_be_visible()
    assert saved_text() == written
    assert [one for _, one in history() if one == "late"] == []


def test_rule_8_what_was_typed_and_never_submitted_is_judged_at_expiry(laptop):
    type_text(laptop, "typed, never submitted")
    laptop.expect_saved()

    close(ago=GRACE + timedelta(seconds=1))
    attempts.finish_overdue(now=timezone.now())

    submission = Submission.objects.get()
    assert (submission.text, submission.cause) == ("typed, never submitted", "closing")
    assert Attempt.objects.get().finish_reason == FinishReason.EXPIRED


@pytest.mark.parametrize(
    ("choice", "kept"), [("Keep what I typed here", "mine"), ("Keep the saved one", "theirs")]
)
def test_rule_10_two_tabs_are_shown_both_texts_and_lose_neither(
    laptop, troubles: Troubles, choice, kept
):
    troubles.expect("status of 409")
    other = another_tab(laptop)
    type_text(other, "theirs")
    other.expect_saved()

    type_text(laptop, "mine")

    assert both_texts(laptop) == ("mine", "theirs")
    assert saved_text() == "theirs"
    laptop.press(choice)
    until(lambda: saved_text() == kept)
    expect(laptop.text).to_have_value(kept)
    assert {text for text, _ in history()} == {"mine", "theirs"}
    type_text(laptop, ", and more")
    until(lambda: saved_text() == f"{kept}, and more")


def test_rule_11_a_double_click_and_a_retry_make_one_submission(laptop):
    type_text(laptop, "once")

    laptop.page.get_by_role("button", name="Submit", exact=True).dblclick()
    expect(laptop.submissions).to_have_count(1)
    laptop.submit()

    expect(laptop.submissions).to_have_count(1)
    assert Submission.objects.count() == 1


def test_rule_12_from_the_laptop_to_the_phone_and_back(laptop, link, phone, troubles: Troubles):
    troubles.expect("status of 409")
    closes_at = Attempt.objects.get().closes_at
    type_text(laptop, "begun on the laptop")
    laptop.expect_saved()

    on_phone = at_question(phone, link)
    type_text(on_phone, ", continued on the phone")
    on_phone.expect_saved()
    type_text(laptop, ", forgotten")

    take_over = laptop.page.get_by_role("button", name="Go on here")
    expect(take_over).to_be_visible()
    expect(laptop.page.get_by_text("begun on the laptop, continued on the phone")).to_be_visible()
    take_over.click()
    assert both_texts(laptop) == (
        "begun on the laptop, forgotten",
        "begun on the laptop, continued on the phone",
    )
    laptop.press("Keep the saved one")
    type_text(laptop, ", and finished")
    until(lambda: saved_text().endswith("phone, and finished"))
    type_text(on_phone, "!")
    expect(on_phone.page.get_by_role("button", name="Go on here")).to_be_visible()

    attempt = Attempt.objects.get()
    browsers = attempt.events.filter(kind="browser").values_list("details__browser", flat=True)
    assert list(browsers) == [1, 2, 1]
    assert attempt.closes_at == closes_at


def test_reloading_while_a_save_is_on_its_way_asks_nothing(laptop):
    for letter in "abc":
        type_text(laptop, letter)
        laptop.page.reload()
        ready(laptop)

    expect(laptop.text).to_have_value("abc")
    until(lambda: saved_text() == "abc")
    expect(laptop.page.locator("#two-texts")).to_be_hidden()


def test_what_was_typed_before_the_script_arrived_is_saved_when_it_does(laptop):
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    laptop.page.route("**/quizzes/question.js", hold)
    laptop.page.reload(wait_until="commit")

    laptop.text.fill("typed on a slow line")
    until(lambda: held or laptop.page.wait_for_timeout(100))
    held[0].continue_()

    until(lambda: saved_text() == "typed on a slow line")


def test_what_was_typed_offline_is_saved_from_any_page_of_the_quiz(laptop, troubles: Troubles):
    troubles.expect("ERR_INTERNET_DISCONNECTED")
    context, attempt_url = laptop.page.context, laptop.page.url.rsplit("/", 2)[0] + "/"
    context.set_offline(True)
    type_text(laptop, "typed in a tunnel")
    expect(laptop.save_state).to_have_text(re.compile("^Offline, trying again"))
    with pytest.raises(Error, match="crash"):
        laptop.page.goto("chrome://crash")
    laptop.page.close()

    context.set_offline(False)
    list_of_questions = context.new_page()
    list_of_questions.goto(attempt_url)

    said = "An answer that was typed in this browser before is saved now: question 4."
    expect(list_of_questions.get_by_text(said)).to_be_visible()
    assert saved_text() == "typed in a tunnel"
    drafts = list_of_questions.evaluate("Object.keys(localStorage).filter(k => /^draft/.test(k))")
    assert drafts == []


def test_what_was_typed_offline_and_overtaken_from_elsewhere_is_asked_about(
    laptop, link, phone, troubles: Troubles
):
    troubles.expect("ERR_INTERNET_DISCONNECTED")
    troubles.expect("status of 409")
    laptop.page.context.set_offline(True)
    type_text(laptop, "in the tunnel")
    expect(laptop.save_state).to_have_text(re.compile("^Offline, trying again"))
    on_phone = at_question(phone, link)
    type_text(on_phone, "on the phone")
    on_phone.expect_saved()

    laptop.page.context.set_offline(False)
    laptop.page.get_by_role("button", name="Go on here").click()

    assert both_texts(laptop) == ("in the tunnel", "on the phone")
    laptop.press("Keep what I typed here")
    until(lambda: saved_text() == "in the tunnel")
    assert history() == [
        ("on the phone", "saved"),
        ("in the tunnel", "aside"),
        ("in the tunnel", "saved"),
    ]


def test_a_server_in_trouble_for_a_minute_loses_nothing_and_is_told_from_a_dead_line(
    laptop, troubles: Troubles
):
    troubles.expect("status of 500")
    troubles.expect("response: 500")
    with server_answers(laptop.page, status=500, body="oh dear"):
        type_text(laptop, "during the trouble")
        expect(laptop.save_state).to_have_text(re.compile("^Our server is in trouble"))
        assert saved_text() == ""

    until(lambda: saved_text() == "during the trouble", seconds=30)
    laptop.expect_saved()


def test_a_lost_cookie_is_told_and_the_text_is_saved_once_the_link_was_opened_again(
    laptop, link, troubles: Troubles
):
    troubles.expect("status of 403")
    troubles.expect("status of 404")
    address = laptop.page.url
    laptop.page.context.clear_cookies()

    type_text(laptop, "without a cookie")
    expect(laptop.save_state).to_have_text(re.compile("^This browser is not let in any more"))
    laptop.page.close()
    again = Sitting(laptop.page.context.new_page())
    again.open(link)
    again.resume()
    again.page.goto(address)

    expect(again.text).to_have_value("without a cookie")
    until(lambda: saved_text() == "without a cookie")


def test_a_browser_whose_clock_is_an_hour_off_saves_like_any_other(laptop):
    for hours in (1, -1):
        laptop.page.clock.install(time=timezone.now() + timedelta(hours=hours))
        laptop.page.reload()
        type_text(laptop, "x")
        laptop.press("Save")
        laptop.page.clock.run_for(5_000)

    until(lambda: saved_text() == "xx")


def test_ten_megabytes_pasted_are_refused_at_once_with_the_limit(laptop):
    laptop.text.evaluate(
        "box => { box.value = 'x'.repeat(10_000_000);"
        " box.dispatchEvent(new Event('input', {bubbles: true})) }"
    )

    expect(laptop.save_state).to_contain_text("256")
    assert history() == []
    laptop.text.fill("shorter")
    until(lambda: saved_text() == "shorter")


def test_odd_characters_are_saved_as_they_are_and_what_cannot_be_kept_is_replaced(laptop):
    odd = "mark \u202e, emoji 👩‍💻, beyond 𠮷"
    laptop.text.evaluate(
        "(box, text) => { box.value = `${text} ${'\\ud83d'} ${'\\0'}`;"
        " box.dispatchEvent(new Event('input', {bubbles: true})) }",
        odd,
    )

    until(lambda: saved_text() == f"{odd} � �")


def test_nothing_is_saved_in_the_middle_of_a_composition(laptop):
    saves: list[str] = []
    laptop.page.on("request", lambda one: saves.append(one.url) if "/save/" in one.url else None)
    input_method = laptop.page.context.new_cdp_session(laptop.page)
    laptop.text.click()

    for keys in ("ㄋ", "ㄋㄧ", "ㄋㄧˇ"):
        input_method.send(
            "Input.imeSetComposition",
            {"text": keys, "selectionStart": len(keys), "selectionEnd": len(keys)},
        )
        laptop.page.wait_for_timeout(2_000)
    assert saves == []
    input_method.send("Input.insertText", {"text": "你"})

    until(lambda: saved_text() == "你")
    assert history() == [("你", "saved")]


def test_the_back_button_shows_what_is_saved_and_saves_on(laptop):
    type_text(laptop, "before")
    laptop.expect_saved()
    laptop.go_to("Which one")

    laptop.page.go_back()
    expect(laptop.text).to_have_value("before")
    type_text(laptop, " and after")

    until(lambda: saved_text() == "before and after")
    assert "aside" not in {said for _, said in history()}


def test_pastes_and_absences_are_told_with_the_save_and_never_the_text(laptop):
    type_text(laptop, "typed, ")
    laptop.expect_saved()

    laptop.text.evaluate(
        "box => { const data = new DataTransfer(); data.setData('text/plain', 'planted');"
        " box.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true})) }"
    )
    type_text(laptop, "x")

    until(lambda: len(history()) == 2)

    told = [one.since_last for one in AnswerRevision.objects.order_by("number")]
    assert told == [{}, {"pastes": [{"characters": 7, "from": "outside"}]}]


def test_my_answers_come_from_the_server_or_offline_from_the_browser(laptop, troubles: Troubles):
    troubles.expect("ERR_INTERNET_DISCONNECTED")
    type_text(laptop, "saved")
    laptop.expect_saved()

    session = AttemptSession.objects.get()
    keys = {session.number: answer_file.key_of(session.code)}

    def downloaded() -> AnswerFile:
        with laptop.page.expect_download() as download:
            laptop.page.get_by_role("link", name="Download my answers").click()
        return answer_file.read(download.value.path().read_bytes(), keys=keys)

    from_server = downloaded()
    laptop.page.context.set_offline(True)
    type_text(laptop, ", and unsaved")
    from_browser = downloaded()

    assert [from_server.made_by, from_browser.made_by] == ["server", "browser"]
    assert [one.text for one in from_server.answers] == ["saved"]
    assert [one.text for one in from_browser.answers] == ["saved, and unsaved"]
