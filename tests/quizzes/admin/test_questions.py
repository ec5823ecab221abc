"""The question bank: writing, trying, checking and publishing."""

import pytest
from django.urls import reverse

from quizzes.choices import Purpose, QuestionKind, Verdict
from quizzes.models import Attempt, Question, QuestionVersion
from tests.cast import browser_of
from tests.factories import (
    AnswerFactory,
    QuestionFactory,
    QuestionVersionFactory,
    QuizFactory,
    SkillFactory,
    SolutionFactory,
    TagFactory,
    TestCaseFactory,
    UserFactory,
)
from tests.queries import query_count

pytestmark = pytest.mark.django_db

LIST = "/admin/quizzes/questionversion/"
ADD = "/admin/quizzes/questionversion/add/"

FORM = {
    "title": "Word count",
    "statement": "Count the words.",
    "difficulty": "easy",
    "estimated_minutes": "5",
    "cpu_time_limit_ms": "2000",
    "memory_limit_mb": "256",
    "output_limit_kb": "8192",
    "checker": "{}",
    "initial-checker": "{}",
}


def rows(prefix, *forms):
    """Return the fields of new rows in an inline."""
    fields = {f"{prefix}-TOTAL_FORMS": len(forms), f"{prefix}-INITIAL_FORMS": 0}
    for index, form in enumerate(forms):
        fields |= {f"{prefix}-{index}-{name}": value for name, value in form.items()}
    return fields


def address(name, version):
    return reverse(f"admin:quizzes_questionversion_{name}", args=[version.pk])


def messages_of(response):
    return [str(message) for message in response.context["messages"]]


def the_version(**fields):
    return QuestionFactory(**fields).versions.get()


@pytest.fixture
def draft(db):
    return the_version(draft=True)


@pytest.fixture
def published(db):
    return the_version()


# Writing


def test_kind_is_asked_first(interviewer):
    page = browser_of(interviewer).get(ADD)

    assert [kind for kind, *_ in page.context["kinds"]] == list(QuestionKind.values)
    assert "adminform" not in page.context


def inline_models(person, kind):
    page = browser_of(person).get(f"{ADD}?kind={kind}")
    return [one.opts.model.__name__ for one in page.context["inline_admin_formsets"]]


def test_form_has_the_parts_that_the_kind_has(interviewer):
    assert inline_models(interviewer, "coding") == ["TestCase", "Solution"]
    assert inline_models(interviewer, "single_choice") == ["Choice"]
    assert inline_models(interviewer, "multiple_choice") == ["Choice"]
    assert inline_models(interviewer, "text") == []


def test_one_save_makes_the_question_its_first_version_and_its_parts(interviewer):
    tag, skill = TagFactory(), SkillFactory()

    browser_of(interviewer).post(
        f"{ADD}?kind=coding",
        {
            **FORM,
            "tags": [tag.pk],
            "skills": [skill.pk],
            **rows(
                "test_cases",
                {"code": "sample", "input": "a b", "expected_output": "2", "is_sample": "on",
                 "weight": "1", "position": "0"},
            ),
            **rows(
                "solutions",
                {"name": "right.py", "language": "python", "source": "print(2)",
                 "expected_verdict": "accepted"},
            ),
        },
    )  # fmt: skip

    version = QuestionVersion.objects.get()
    assert (version.question.code, version.number, version.kind) == ("word-count", 1, "coding")
    assert not version.is_published
    assert [case.code for case in version.test_cases.all()] == ["sample"]
    assert [solution.name for solution in version.solutions.all()] == ["right.py"]
    assert (list(version.tags.all()), list(version.skills.all())) == ([tag], [skill])


def test_programs_and_their_data_are_kept_to_the_letter(interviewer):
    browser_of(interviewer).post(
        f"{ADD}?kind=coding",
        {
            **FORM,
            "starter_codes": ["cpp"],
            "starter_codes_python": "  # begin\r\n",
            **rows(
                "test_cases",
                {"code": "blank", "input": "\r\n", "expected_output": " a \r\n b\r\n",
                 "weight": "1", "position": "0"},
            ),
            **rows(
                "solutions",
                {"name": "right.py", "language": "python", "source": "\r\nprint()\r\n",
                 "expected_verdict": "accepted"},
            ),
        },
    )  # fmt: skip

    version = QuestionVersion.objects.get()
    case, solution = version.test_cases.get(), version.solutions.get()
    assert version.starter_codes == {"python": "  # begin\n", "cpp": ""}
    assert (case.input, case.expected_output) == ("\n", " a \n b\n")
    assert solution.source == "\nprint()\n"


def test_code_is_taken_as_it_was_written_and_a_taken_one_refused(interviewer):
    QuestionFactory(code="taken")
    browser = browser_of(interviewer)

    browser.post(f"{ADD}?kind=text", {**FORM, "code": "my-code"})
    page = browser.post(f"{ADD}?kind=text", {**FORM, "code": "taken"})

    assert Question.objects.filter(code="my-code").exists()
    assert page.context["adminform"].form.errors.keys() == {"code"}


@pytest.mark.parametrize("checker", ['{"case": true}', "[1]", '{"float_absolute_tolerance": -1}'])
def test_checker_that_no_grader_would_understand_is_refused(checker, interviewer):
    no_parts = {**rows("test_cases"), **rows("solutions")}

    page = browser_of(interviewer).post(
        f"{ADD}?kind=coding", {**FORM, **no_parts, "checker": checker}
    )

    assert page.context["adminform"].form.errors.keys() == {"checker"}


def test_preview_renders_what_is_typed_and_nothing_dangerous(interviewer):
    page = browser_of(interviewer).post(
        reverse("admin:quizzes_questionversion_preview"),
        {"statement": "**bold** $x^2$ <script>alert(1)</script>"},
    )

    assert "<strong>bold</strong>" in page.content.decode()
    assert "<math" in page.content.decode()
    assert "<script>" not in page.content.decode()


def test_changed_test_case_makes_the_solutions_unchecked(draft, interviewer):
    solution = SolutionFactory(version=draft, verdict=Verdict.ACCEPTED)
    first, second = draft.test_cases.all()

    browser_of(interviewer).post(
        address("change", draft),
        {
            **FORM,
            **rows(
                "test_cases",
                {"id": first.pk, "code": "sample", "input": "9", "expected_output": "9",
                 "is_sample": "on", "weight": "1", "position": "0"},
                {"id": second.pk, "code": "hidden", "input": "2", "expected_output": "2",
                 "weight": "1", "position": "1"},
            ),
            "test_cases-INITIAL_FORMS": 2,
            **rows(
                "solutions",
                {"id": solution.pk, "name": solution.name, "language": "python",
                 "source": solution.source, "expected_verdict": "accepted"},
            ),
            "solutions-INITIAL_FORMS": 1,
        },
    )  # fmt: skip

    solution.refresh_from_db()
    first.refresh_from_db()
    assert first.input == "9"
    assert solution.verdict == ""


def test_new_title_leaves_the_solutions_checked(draft, interviewer):
    solution = SolutionFactory(version=draft, verdict=Verdict.ACCEPTED)
    kept = {"test_cases-TOTAL_FORMS": 0, "test_cases-INITIAL_FORMS": 0}

    browser_of(interviewer).post(
        address("change", draft), {**FORM, **kept, **rows("solutions"), "title": "New"}
    )

    draft.refresh_from_db()
    solution.refresh_from_db()
    assert (draft.title, solution.verdict) == ("New", Verdict.ACCEPTED)


def test_published_version_is_shown_and_cannot_be_changed(published, administrator):
    browser = browser_of(administrator)

    page = browser.get(address("change", published))
    refused = browser.post(address("change", published), {**FORM, "title": "Changed"})

    published.refresh_from_db()
    assert page.context["has_change_permission"] is False
    assert all(not one.has_change_permission for one in page.context["inline_admin_formsets"])
    assert refused.status_code == 403
    assert published.title != "Changed"


def test_draft_is_discarded_with_its_question(draft, interviewer):
    browser_of(interviewer).post(address("delete", draft), {"post": "yes"})

    assert not Question.objects.exists()


def test_published_version_cannot_be_deleted(published, administrator):
    page = browser_of(administrator).post(address("delete", published), {"post": "yes"})

    assert page.status_code == 403
    assert QuestionVersion.objects.filter(pk=published.pk).exists()


# The list


def listed(person, **query):
    page = browser_of(person).get(LIST, query)
    return [version.title for version in page.context["cl"].result_list]


def test_list_holds_the_newest_version_of_each_question(interviewer):
    old = the_version(title="Old words")
    QuestionVersionFactory(question=old.question, number=2, title="New words", draft=True)
    the_version(title="Another")

    assert listed(interviewer) == ["Another", "New words"]


def test_filters_find_questions_by_state_kind_and_tag(interviewer):
    the_version(title="Never", draft=True)
    old = the_version(title="Was")
    QuestionVersionFactory(question=old.question, number=2, title="Changed", draft=True)
    tag = TagFactory()
    the_version(title="Ready", kind="text").tags.add(tag)

    assert listed(interviewer, state="draft") == ["Never"]
    assert listed(interviewer, state="changed") == ["Changed"]
    assert listed(interviewer, state="published") == ["Ready"]
    assert listed(interviewer, kind__exact="text") == ["Ready"]
    assert listed(interviewer, tags__id__exact=tag.pk) == ["Ready"]
    assert listed(interviewer, q="chang") == ["Changed"]


def cells(person, version):
    """Return what the list tells about a question: its state, and of its solutions."""
    page = browser_of(person).get(LIST)
    admin = page.context["cl"].model_admin
    (row,) = (one for one in page.context["cl"].result_list if one.pk == version.pk)
    return admin.shown_publication(row)[1], admin.shown_solutions(row)


def test_list_tells_the_state_and_what_the_solutions_did(interviewer, draft, published):
    SolutionFactory(version=draft)
    SolutionFactory(version=published, verdict=Verdict.ACCEPTED, checked_at=published.published_at)
    changed = QuestionVersionFactory(question=QuestionFactory(), number=2, draft=True)
    SolutionFactory(version=changed, verdict="wrong_answer", checked_at=published.published_at)

    assert cells(interviewer, draft)[0] == "Draft"
    assert "1 unchecked" in cells(interviewer, draft)[1]
    assert cells(interviewer, published)[0] == "Published v1"
    assert "as expected" in cells(interviewer, published)[1]
    assert cells(interviewer, changed)[0] == "Draft over v1"
    assert "1 not as expected" in cells(interviewer, changed)[1]


def test_list_costs_the_same_with_one_row_and_with_three(interviewer):
    def fill():
        version = the_version()
        version.tags.add(TagFactory())
        SolutionFactory(version=version)

    fill()
    with_one = query_count(browser_of(interviewer), LIST)
    fill()
    fill()

    assert query_count(browser_of(interviewer), LIST) == with_one


# The buttons


def test_publishing_makes_it_what_candidates_get(draft, interviewer):
    page = browser_of(interviewer).post(address("publish", draft), follow=True)

    draft.refresh_from_db()
    assert draft.is_published
    assert messages_of(page) == ["Published: candidates who start from now on get version 1."]


def test_publishing_says_in_words_what_is_missing(interviewer):
    empty = the_version(draft=True, parts=False)

    page = browser_of(interviewer).post(address("publish", empty), follow=True)

    empty.refresh_from_db()
    assert not empty.is_published
    assert messages_of(page) == ["A coding question needs at least one test case."]


def test_new_version_is_a_draft_with_the_same_parts(published, interviewer):
    SolutionFactory(version=published, name="right.py")

    answer = browser_of(interviewer).post(address("new_version", published))

    copy = published.question.versions.get(number=2)
    assert answer.url == address("change", copy)
    assert not copy.is_published
    assert [case.code for case in copy.test_cases.all()] == ["sample", "hidden"]
    assert [solution.name for solution in copy.solutions.all()] == ["right.py"]


def test_trying_leads_into_an_attempt_that_this_browser_may_see(draft, interviewer, outsider):
    browser = browser_of(interviewer)

    answer = browser.post(address("try", draft))

    attempt = Attempt.objects.get()
    assert attempt.purpose == Purpose.PREVIEW
    assert browser.get(answer.url).status_code == 200
    assert browser_of(outsider).get(answer.url).status_code == 404


def test_solutions_are_really_judged_and_compared_with_what_was_expected(draft, interviewer):
    SolutionFactory(version=draft, name="right.py")
    SolutionFactory(
        version=draft, name="wrong.py", source="print(1)\n", expected_verdict="wrong_answer"
    )
    SolutionFactory(version=draft, name="liar.py", source="print(1)\n")

    page = browser_of(interviewer).post(address("check", draft), follow=True)

    found = {one.name: one for one in page.context["solutions"]}
    assert {name: one.state for name, one in found.items()} == {
        "right.py": "good",
        "wrong.py": "good",
        "liar.py": "bad",
    }
    runs = found["liar.py"].judgement.runs
    assert [(run.code, run.verdict.short) for run in runs] == [("sample", "AC"), ("hidden", "WA")]
    assert (runs[1].case.expected_output, runs[1].output) == ("2\n", "1\n")


@pytest.mark.parametrize("name", ["publish", "new_version", "try", "check"])
def test_links_change_nothing(name, draft, interviewer):
    assert browser_of(interviewer).get(address(name, draft)).status_code == 405
    assert not Attempt.objects.exists()


@pytest.mark.parametrize("name", ["publish", "new_version", "try", "check"])
def test_buttons_are_closed_to_those_who_may_not_write(name, draft, candidate):
    without_role = browser_of(UserFactory())

    assert without_role.post(address(name, draft)).status_code == 403
    assert browser_of(candidate).post(address(name, draft)).status_code == 302
    draft.refresh_from_db()
    assert not draft.is_published
    assert not Attempt.objects.exists()


def test_versions_are_linked_from_each_other(published, interviewer):
    second = QuestionVersionFactory(question=published.question, number=2, draft=True)

    page = browser_of(interviewer).get(address("change", second)).content.decode()

    assert f'href="{address("change", published)}"' in page
    assert "v1, published 2026-01-31" in page


def test_question_that_was_answered_keeps_its_version(published, interviewer):
    """A quiz asks a question, an attempt keeps its version; neither goes with a discarded draft."""
    answer = AnswerFactory(question=published)
    second = QuestionVersionFactory(question=published.question, number=2, draft=True)
    quiz = QuizFactory()
    quiz.quiz_questions.create(question=published.question)

    browser_of(interviewer).post(address("delete", second), {"post": "yes"})

    answer.refresh_from_db()
    assert answer.question == published
    assert list(quiz.questions.all()) == [published.question]


def test_choices_have_their_codes_already_and_empty_ones_are_not_kept(interviewer):
    browser = browser_of(interviewer)
    page = browser.get(f"{ADD}?kind=single_choice")
    (inline,) = page.context["inline_admin_formsets"]
    codes = [one.initial.get("code") for one in inline.formset.forms]
    texts = ["Yes", "No", "", ""]
    choices = rows(
        "choices",
        *({"code": code, "text": text, "position": "0"}
          for code, text in zip(codes, texts, strict=True)),
    )  # fmt: skip

    browser.post(f"{ADD}?kind=single_choice", {**FORM, **choices, "choices-0-is_correct": "on"})

    kept = QuestionVersion.objects.get().choices.all()
    assert codes == ["a", "b", "c", "d"]
    assert [(one.code, one.text, one.is_correct) for one in kept] == [
        ("a", "Yes", True),
        ("b", "No", False),
    ]


def test_many_test_cases_are_edited_page_by_page(draft, interviewer):
    draft.test_cases.all().delete()
    cases = [
        TestCaseFactory(version=draft, code=f"case-{number:02}", position=number)
        for number in range(30)
    ]
    browser = browser_of(interviewer)
    second = browser.get(f"{address('change', draft)}?test_cases-page=2")
    formset = second.context["inline_admin_formsets"][0].formset
    shown = [one.instance for one in formset.initial_forms]
    posted = rows(
        "test_cases",
        *({"id": case.pk, "code": case.code, "input": "new", "expected_output": "new",
           "weight": "1", "position": case.position} for case in shown),
    )  # fmt: skip

    browser.post(
        f"{address('change', draft)}?test_cases-page=2",
        {**FORM, **posted, "test_cases-INITIAL_FORMS": len(shown), **rows("solutions")},
    )

    assert shown == cases[25:]
    assert [case.input for case in draft.test_cases.all()] == ["1\n"] * 25 + ["new"] * 5
