"""The whole way once: we ask, invite, and decide; a candidate answers, leaves, returns, runs late.

Everything is real: PostgreSQL, Chromium as a computer and as a telephone, the
queue and its worker in a process of its own, the grader, the mail as it leaves.
"""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, expect

from interview.models import Invitation
from quizzes.choices import PENDING_STATES
from quizzes.models import Attempt, Submission
from tests.conftest import DESKTOP
from tests.journeys.sitting import Sitting
from tests.journeys.waiting import until
from tests.journeys.worker import Worker, manage
from tests.journeys.workplace import Case, Option, Workplace

pytestmark = pytest.mark.django_db(transaction=True)

POSITION = "Archivist of logs"
QUIZ = "First round"
CARA = "Cara Candidate"
CARAS_ADDRESS = "cara@example.org"

WORDS, LOOKUP, SORTING, REVIEW = "Count words", "Fast look-up", "Stable sorting", "A review"
POINTS = {WORDS: 10, LOOKUP: 3, SORTING: 4, REVIEW: 5}

STARTER = "words = [word for word in input().split() if len(word) > 3]"
FIRST_TRY = "\nprint(len(words))"
LAST_LINE = '\nif not words: print("none")\n'
"""With it the program is right; without it only the sample passes."""

REFERENCE = STARTER + FIRST_TRY + LAST_LINE
OPINION = "I would ask for a test of the empty file first."

MILESTONES = [
    "Invited",
    "Invitation mailed",
    "Link opened in a browser",
    "Started",
    "Ran the samples",
    "Continued",
    "Time ran out",
    "Scored by hand",
    "Scorecard filled in",
    "Decided",
]

TIME_FOR_A_LINE = timedelta(seconds=8)
"""What is left when she opens the page to type her last line, which takes 1 s, or 2 s when busy."""


def test_from_the_first_question_to_the_decision(
    worker, administrator, interviewer, phone, open_page
):
    office, administrators_office = Workplace(open_page(**DESKTOP)), Workplace(open_page())
    computer, telephone = Sitting(open_page()), Sitting(phone)

    administrators_office.sign_in(administrator)
    administrators_office.open_position(POSITION, interviewer=interviewer)
    office.sign_in(interviewer)
    write_four_questions(office)
    try_a_question(office)
    prepare_the_quiz(office)
    link = invite_cara(office, worker)

    look_without_starting(office, computer, link)
    answer_four_questions(computer, link)
    computer.page.context.close()

    find_everything_again(telephone, link)
    type_until_time_is_up(telephone)
    finish_without_her(worker)

    see_the_last_text_graded(office)
    score_and_decide(office)
    read_the_log(office)


def write_four_questions(office: Workplace) -> None:
    office.write_question(
        "Coding",
        title=WORDS,
        statement="Print how many words have over three letters; if none has, `none` below it.",
    )
    office.add_starter_code(STARTER)
    office.add_cases(
        Case("some", "count these words now", "3", is_sample=True),
        Case("none", "to be or not", "0\nnone"),
    )
    office.add_solution("reference.py", REFERENCE)
    office.publish()
    rows = office.check_solutions()
    expect(rows).to_have_count(2)
    reference = rows.nth(1)
    expect(reference.get_by_text("Accepted", exact=False)).to_have_count(2)

    office.write_question("One choice", title=LOOKUP, statement="What finds a key fastest?")
    office.add_options(Option("a", "A hash table", is_correct=True), Option("b", "A sorted list"))
    office.publish()

    office.write_question("Several choices", title=SORTING, statement="Which of them are stable?")
    office.add_options(
        Option("a", "Merge sort", is_correct=True),
        Option("b", "Insertion sort", is_correct=True),
        Option("c", "Heap sort"),
    )
    office.publish()

    office.write_question("Text", title=REVIEW, statement="What would you ask of this change?")
    office.publish()


def try_a_question(office: Workplace) -> None:
    office.page.goto("/admin/quizzes/questionversion/")
    office.follow(WORDS)
    office.press("Try as a candidate")

    preview = Sitting(office.page)
    preview.go_to(WORDS)
    expect(preview.editor).to_contain_text(STARTER)


def prepare_the_quiz(office: Workplace) -> None:
    office.make_quiz(QUIZ, time_limit="00:45:00", questions=POINTS)
    levels = ["None", "Few", "Some", "Many", "All that matter"]
    office.prepare_position(POSITION, quiz=QUIZ, rubric={"Cases thought of": levels})


def invite_cara(office: Workplace, worker: Worker) -> str:
    """Return the link, as the mail brings it."""
    shown = office.invite(name=CARA, email=CARAS_ADDRESS)
    expect(shown).to_contain_text(CARAS_ADDRESS)
    body_shown = shown.locator(".mail-body").inner_text()
    assert worker.mails() == []

    office.press("Send")
    office.expect_told(f"{CARA}: the invitation is on its way.")
    office.expect_listed(CARA, "Sent")

    [mail] = until(worker.mails)
    assert mail["To"] == CARAS_ADDRESS
    assert mail.get_content().split() == body_shown.split()
    [link] = re.findall(r"http\S+/i/\S+/", mail.get_content())
    return link


def look_without_starting(office: Workplace, computer: Sitting, link: str) -> None:
    """Fetch the link twice as a mail scanner does, then open it twice as a reader does."""
    for _ in range(2):
        assert computer.page.context.request.get(link).ok
    office.expect_listed(CARA, "Sent")

    for _ in range(2):
        computer.open(link)
    office.expect_listed(CARA, "Opened")

    assert Invitation.objects.get().attempt is None
    facts = computer.facts()
    assert (facts["Length"], facts["Questions"]) == ("45 minutes", "4 questions")


def answer_four_questions(computer: Sitting, link: str) -> None:
    """Run and submit the program, submit one choice, and only save the two other answers."""
    computer.start()
    computer.go_to(WORDS)
    computer.type_code(FIRST_TRY)
    runs = computer.run("twelve eleven\n")
    expect(runs).to_have_count(2)
    expect(runs.nth(0)).to_contain_text("Accepted Sample 1")
    expect(runs.nth(1).get_by_role("heading", name="Output")).to_be_visible()
    expect(runs.nth(1).locator("pre").nth(1)).to_have_text("2")

    computer.page.evaluate("window.isTheSamePage = true")
    verdict = computer.submit().first
    expect(verdict).to_have_text("1 of 1 sample passed")
    assert computer.page.evaluate("window.isTheSamePage")
    computer.expect_saved()

    computer.go_to(LOOKUP)
    computer.choose("A hash table")
    expect(computer.submit()).to_have_text("Handed in")

    computer.go_to(SORTING)
    computer.choose("Merge sort", "Insertion sort")
    computer.expect_saved()

    computer.go_to(REVIEW)
    computer.text.press_sequentially(OPINION)
    computer.expect_saved()


def find_everything_again(telephone: Sitting, link: str) -> None:
    """Come back by the link alone, on a device that has no cookie of ours."""
    telephone.open(link).resume()

    telephone.go_to(WORDS)
    expect(telephone.editor).to_contain_text(FIRST_TRY)
    assert telephone.code() == STARTER + FIRST_TRY
    expect(telephone.submissions).to_have_text("1 of 1 sample passed")
    telephone.go_to(LOOKUP)
    assert telephone.chosen() == ["A hash table"]
    telephone.go_to(SORTING)
    assert telephone.chosen() == ["Insertion sort", "Merge sort"]
    telephone.go_to(REVIEW)
    expect(telephone.text).to_have_value(OPINION)


def type_until_time_is_up(telephone: Sitting) -> None:
    """Type one more line, press nothing, and have the page say by itself that time is up."""
    closes_at = timezone.now() + TIME_FOR_A_LINE
    Attempt.objects.filter(invitation__isnull=False).update(closes_at=closes_at)
    telephone.go_to(WORDS)
    telephone.type_code(LAST_LINE)

    expect(telephone.page.get_by_role("heading", name="Your time is up")).to_be_visible()
    saved = telephone.page.get_by_text("Everything you typed was saved at")
    expect(saved).to_have_text(re.compile(r"saved at \d\d:\d\d [AP]M\.\s*$"))
    answer = Invitation.objects.get().attempt.answers.get(number=1)
    assert answer.text == REFERENCE
    assert saved.locator("time").get_attribute("datetime") == answer.saved_at.isoformat()


def finish_without_her(worker: Worker) -> None:
    until(lambda: Attempt.objects.overdue(timezone.now()).exists())
    assert manage("sweep", site_url=worker.site_url).startswith("Attempts finished: 1.")
    until(lambda: not Submission.objects.filter(state__in=PENDING_STATES).exists())


def see_the_last_text_graded(office: Workplace) -> None:
    office.expect_listed(CARA, "Waiting for grades")
    office.open_result(CARA)

    program = office.answer(1)
    last, first = program.locator(".submission").all()
    expect(last.locator("pre.code")).to_have_text(REFERENCE)
    expect(last.locator("h3")).to_contain_text("Counts")
    assert verdicts(last) == {"some": "Accepted", "none": "Accepted"}
    program.get_by_text("Submission 1").first.click()
    expect(first.locator("pre.code")).to_have_text(STARTER + FIRST_TRY)
    assert verdicts(first) == {"some": "Accepted", "none": "Wrong answer"}

    points = [office.answer(number).locator(".answer-points").inner_text() for number in (1, 2, 3)]
    assert points == ["10 / 10", "3 / 3", "4 / 4"]


def verdicts(submission: Locator) -> dict[str, str]:
    """Return the verdict of each test case in a table of them."""
    rows = submission.locator("tbody tr")
    codes = [row.locator("th").inner_text().split()[0] for row in rows.all()]
    words = [row.locator(".mark").inner_text().split(maxsplit=1)[1] for row in rows.all()]
    return dict(zip(codes, words, strict=True))


def score_and_decide(office: Workplace) -> None:
    expect(office.answer(4)).to_contain_text(OPINION)
    office.score(4, points="4", why="One of the two that matter.")
    office.expect_listed(CARA, "Waiting for a decision", "21/22")

    office.open_result(CARA)
    office.fill_in_scorecard(level="4 · Many", recommendation="Advance", comment="Tests first.")
    office.decide("Advance", reason="Careful, and finds the empty line.")
    office.expect_listed(CARA, "Decided", "Advance")


def read_the_log(office: Workplace) -> None:
    office.open_result(CARA)
    log = office.log()

    assert [words for words in log if words in MILESTONES] == MILESTONES
    assert log.index("Link fetched, perhaps by a scanner") < log.index("Link opened in a browser")
    assert log.index("Submitted") < log.index("Continued")
    assert (log.count("Submitted"), log.count("Graded")) == (5, 4)  # a text waits for a person
