"""A candidate's browser: what one does from the link to the end of the quiz."""

import re
from typing import Self

from playwright.sync_api import Locator, Page, expect


class Sitting:
    """The candidate's pages in one browser."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def open(self, link: str) -> Self:
        """Open the link, and wait until the page has told that somebody looks at it."""
        with self.page.expect_response("**/opened/"):
            self.page.goto(link)
        return self

    def start(self) -> None:
        self.accept_and_start()
        expect(self.page.get_by_role("heading", name="Questions")).to_be_visible()

    def start_sections(self) -> None:
        """Start a quiz that is nothing but sections."""
        self.accept_and_start()
        expect(self.page.get_by_role("button", name="Start section 1")).to_be_visible()

    def accept_and_start(self) -> None:
        self.page.get_by_label("I have read the rules and accept them.").check()
        self.page.get_by_role("button", name="Start now").click()

    def resume(self) -> None:
        self.page.get_by_role("button", name="Continue").click()
        expect(self.page.get_by_role("heading", name="Questions")).to_be_visible()

    def facts(self) -> dict[str, str]:
        """Return what the first page says to expect: the length, the number of questions."""
        terms = self.page.locator(".facts dt").all_inner_texts()
        values = self.page.locator(".facts dd").all_inner_texts()
        return {term: value.splitlines()[0] for term, value in zip(terms, values, strict=True)}

    def go_to(self, title: str) -> None:
        """Open a question from the list of them, or from the bar above each page."""
        self.page.locator(".question-link, .step").filter(has_text=title).first.click()
        expect(self.page.get_by_role("region", name=title)).to_be_visible()

    # The answer

    @property
    def editor(self) -> Locator:
        return self.page.locator(".cm-content")

    def type_code(self, code: str) -> None:
        """Type at the end of what stands in the editor, key by key."""
        self.editor.click()
        self.page.keyboard.press("ControlOrMeta+End")
        first, *others = code.split("\n")
        self.page.keyboard.type(first)
        for line in others:
            # On telephones CodeMirror waits a moment before it believes in an Enter.
            count = self.lines.count()
            self.page.keyboard.press("Enter")
            expect(self.lines).to_have_count(count + 1)
            self.page.keyboard.type(line)

    @property
    def lines(self) -> Locator:
        return self.page.locator(".cm-line")

    def code(self) -> str:
        """Return what stands in the editor, line by line as one sees it."""
        return "\n".join(self.lines.all_inner_texts())

    def choose(self, *choices: str) -> None:
        for choice in choices:
            self.page.get_by_label(choice, exact=True).check()

    def chosen(self) -> list[str]:
        checked = self.page.locator(".choice:has(:checked) label")
        return sorted(text.strip() for text in checked.all_inner_texts())

    @property
    def text(self) -> Locator:
        return self.page.get_by_label("Your answer", exact=True)

    @property
    def save_state(self) -> Locator:
        return self.page.locator(".save-words")

    def expect_saved(self) -> None:
        expect(self.save_state).to_have_text(re.compile(r"^Saved \d+ s ago$"))

    def write_code(self, code: str) -> None:
        """Write into the plain box that stands where there are no scripts."""
        self.page.get_by_label("Your code").fill(code)

    # The buttons

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def run(self, own_input: str) -> Locator:
        """Run the code on the samples and on a test of one's own; return what came of each run."""
        self.page.locator("#own-tests > summary").click()
        self.own_test(1).get_by_label("Input", exact=True).fill(own_input)
        self.press("Run")
        return self.page.locator("#trial .run")

    def own_test(self, number: int) -> Locator:
        return self.page.get_by_role("group", name=f"Your test {number}", exact=True)

    def submit(self) -> Locator:
        """Submit, and return what the page tells of each submission, newest first."""
        self.press("Submit")
        return self.submissions

    @property
    def submissions(self) -> Locator:
        return self.page.locator("#submissions .submission-line .verdict")

    def look_over(self) -> None:
        self.page.get_by_role("link", name="Look over and finish").click()

    def finish(self) -> None:
        self.press("Finish now")
        expect(self.page.get_by_role("heading", name="You have finished the quiz")).to_be_visible()
