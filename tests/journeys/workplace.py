"""An interviewer's browser: what one does in the admin, step by step."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from playwright.sync_api import Locator, Page, expect

from accounts.models import User
from tests.factories import PASSWORD


@dataclass(frozen=True, slots=True)
class Case:
    """A test case, as its author writes it down."""

    code: str
    input: str
    expected_output: str
    is_sample: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    """A choice, as its author writes it down."""

    code: str
    text: str
    is_correct: bool = False


class Workplace:
    """The admin in one browser."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def sign_in(self, user: User) -> None:
        self.page.goto("/admin/")
        self.page.get_by_label("E-mail address").fill(user.email)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.keyboard.press("Enter")
        expect(self.page.get_by_role("heading", name="Today")).to_be_visible()

    # The furniture

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def follow(self, name: str) -> None:
        self.page.get_by_role("link", name=name).click()

    def save(self, told: str) -> None:
        """Save and stay, and read that it was done."""
        self.press("Save and continue editing")
        self.expect_told(told)

    def expect_told(self, words: str) -> None:
        """Read one of the messages above a page."""
        expect(self.page.get_by_text(words)).to_be_visible()

    def choose(self, field: str, words: str) -> None:
        """Choose from a list that one can search: open it, type, click what was found."""
        self.page.locator(f"#id_{field} + .select2").click()
        self.page.keyboard.type(words)
        self.page.get_by_role("option", name=words).click()

    def add_part(self, prefix: str, number: int, **fields: str | bool) -> None:
        """Fill in one more test case, solution, choice, question or criterion."""
        group = self.page.locator(f"#{prefix}-group")
        group.get_by_text("Add another").click()
        boxes = {name: self.page.locator(f"#id_{prefix}-{number}-{name}") for name in fields}
        if not next(iter(boxes.values())).is_visible():
            group.locator("h3 strong").nth(number).click()  # some parts come folded
        for name, value in fields.items():
            if isinstance(value, bool):
                boxes[name].set_checked(value)
            else:
                boxes[name].fill(value)

    # The question bank

    def write_question(self, kind: str, *, title: str, statement: str) -> None:
        """Begin a question of a kind; its parts and its saving are the caller's."""
        self.page.goto("/admin/quizzes/questionversion/add/")
        self.page.locator(".kind").filter(has_text=kind).click()
        self.page.get_by_label("Title").fill(title)
        self.page.get_by_label("Statement").fill(statement)

    def add_starter_code(self, code: str) -> None:
        self.page.get_by_text("Languages", exact=True).first.click()
        self.page.locator("#id_starter_codes_python").fill(code)

    def add_cases(self, *cases: Case) -> None:
        self.follow("Test cases")
        for number, case in enumerate(cases):
            self.add_part("test_cases", number, **asdict(case))

    def add_solution(self, name: str, source: str) -> None:
        self.follow("Solutions")
        self.add_part("solutions", 0, name=name, source=source)

    def add_options(self, *options: Option) -> None:
        self.follow("Choices")
        for number, option in enumerate(options):
            self.add_part("choices", number, **asdict(option))

    def publish(self) -> None:
        self.save("was added successfully")
        self.press("Publish")
        self.expect_told("Published: candidates who start from now on get version 1.")

    def check_solutions(self) -> Locator:
        """Have the solutions judged, and return the table of what was found."""
        self.press("Check solutions")
        return self.page.get_by_role("region", name="Solutions").get_by_role("row")

    def make_quiz(self, title: str, *, time_limit: str, questions: Mapping[str, int]) -> None:
        """Ask questions by title, for so many points each. time_limit: hours:minutes:seconds."""
        self.page.goto("/admin/quizzes/quiz/add/")
        self.page.get_by_label("Title").fill(title)
        self.page.get_by_label("Time limit").fill(time_limit)
        for number, (question, points) in enumerate(questions.items()):
            self.add_part("quiz_questions", number, points=str(points))
            self.choose(f"quiz_questions-{number}-question", question)
        self.save("was added successfully")

    # Positions and invitations

    def open_position(self, title: str, *, interviewer: User) -> None:
        self.page.goto("/admin/interview/position/add/")
        self.page.get_by_label("Title").fill(title)
        self.choose("interviewers", interviewer.name)
        self.save("was added successfully")

    def prepare_position(
        self, title: str, *, quiz: str, rubric: Mapping[str, Sequence[str]]
    ) -> None:
        """Say what a position asks, and by what it judges: criteria with words for each level."""
        self.page.goto("/admin/interview/position/")
        self.follow(title)
        self.choose("quiz", quiz)
        for number, (criterion, levels) in enumerate(rubric.items()):
            self.add_part("criteria", number, name=criterion, levels="\n".join(levels))
        self.save("was changed successfully")

    def invite(self, *, name: str, email: str) -> Locator:
        """Invite somebody new for the position whose page is open; return the mail to be sent."""
        self.follow("Invite a candidate")
        self.page.locator("#id_name").fill(name)
        self.page.locator("#id_email").fill(email)
        self.press("Save and send…")
        return self.page.locator(".mail")

    def expect_listed(self, name: str, *words: str) -> None:
        """Look somebody up in the list of invitations."""
        self.page.goto("/admin/interview/invitation/")
        row = self.page.get_by_role("row").filter(has_text=name)
        for word in words:
            expect(row).to_contain_text(word)

    # Results

    def open_result(self, name: str) -> None:
        self.page.goto("/admin/interview/invitation/")
        self.page.get_by_role("row").filter(has_text=name).get_by_role("link").first.click()
        expect(self.page.get_by_role("heading", name=name)).to_be_visible()

    def answer(self, number: int) -> Locator:
        return self.page.locator(f"#question-{number}")

    def log(self) -> list[str]:
        """Return what happened, in the words of the page."""
        return self.page.locator("#log .log-entry strong").all_inner_texts()

    def score(self, number: int, *, points: str, why: str) -> None:
        answer = self.answer(number)
        answer.get_by_label("Points").fill(points)
        answer.get_by_label("Why").fill(why)
        answer.get_by_role("button", name="Keep the points").click()
        self.expect_told("The points are kept.")

    def fill_in_scorecard(self, *, level: str, recommendation: str, comment: str) -> None:
        scorecards = self.page.locator("#scorecards")
        scorecards.get_by_label(level).check()
        scorecards.get_by_label(recommendation).check()
        scorecards.get_by_label("Comment").fill(comment)
        self.press("Keep my scorecard")
        self.expect_told("Your scorecard is kept.")

    def decide(self, outcome: str, *, reason: str) -> None:
        decision = self.page.locator("#decision")
        decision.get_by_label(outcome).check()
        decision.get_by_label("Reason").fill(reason)
        self.press("Decide…")
        expect(self.page.locator(".reason")).to_have_text(reason)
        self.press("Keep this decision")
        self.expect_told(f"Decided: {outcome}.")
