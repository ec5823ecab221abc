"""Quizzes: their questions, and what they ask for."""

from datetime import timedelta

import pytest
from django.urls import reverse

from quizzes.choices import Purpose
from quizzes.models import Attempt, Quiz
from tests.cast import browser_of
from tests.factories import AttemptFactory, QuestionFactory, QuizFactory, SectionFactory
from tests.queries import query_count

pytestmark = pytest.mark.django_db

LIST = "/admin/quizzes/quiz/"


def change(quiz):
    return reverse("admin:quizzes_quiz_change", args=[quiz.pk])


def messages_of(response):
    return [str(message) for message in response.context["messages"]]


def form(*questions, **fields):
    """Return a filled-in form of a quiz with new questions, ten points each."""
    rows = {}
    for index, question in enumerate(questions):
        rows[f"quiz_questions-{index}-question"] = question.pk
        rows[f"quiz_questions-{index}-points"] = 10
        rows[f"quiz_questions-{index}-position"] = len(questions) - index
    return {
        "title": "Basics",
        "time_limit": "01:00:00",
        "counting": "best",
        "disclosure": "nothing",
        "aids": "documentation",
        "sections-TOTAL_FORMS": 0,
        "sections-INITIAL_FORMS": 0,
        "quiz_questions-TOTAL_FORMS": len(questions),
        "quiz_questions-INITIAL_FORMS": 0,
        **rows,
        **fields,
    }


def test_quiz_is_made_with_its_questions_in_their_order(interviewer):
    first, second = QuestionFactory.create_batch(2)

    browser_of(interviewer).post("/admin/quizzes/quiz/add/", form(first, second))

    quiz = Quiz.objects.get()
    assert quiz.time_limit == timedelta(hours=1)
    assert [one.question for one in quiz.quiz_questions.all()] == [second, first]


def test_saving_warns_of_questions_that_candidates_would_not_get(interviewer):
    ready = QuestionFactory()
    draft = QuestionFactory(draft=True, title="Graphs")

    page = browser_of(interviewer).post("/admin/quizzes/quiz/add/", form(ready, draft), follow=True)

    assert messages_of(page)[0] == ("Not published yet, so candidates would not get it: Graphs")


def test_question_is_put_into_a_section_of_its_quiz_and_of_no_other(interviewer):
    quiz = QuizFactory(time_limit=timedelta(minutes=30))
    reading = SectionFactory(quiz=quiz, title="Reading", time_limit=timedelta(minutes=20))
    SectionFactory(title="Elsewhere")
    QuestionFactory(quiz=quiz, section=None)
    (row,) = quiz.quiz_questions.all()
    page = browser_of(interviewer).get(change(quiz)).content.decode()

    saved = browser_of(interviewer).post(
        change(quiz),
        {
            **form(),
            "sections-TOTAL_FORMS": 2,
            "sections-INITIAL_FORMS": 1,
            "sections-0-id": reading.pk,
            "sections-0-quiz": quiz.pk,
            "sections-0-title": "Reading",
            "sections-0-time_limit": "00:20:00",
            "sections-0-position": 0,
            "sections-1-title": "Coding",
            "sections-1-time_limit": "00:15:00",
            "sections-1-position": 1,
            "quiz_questions-TOTAL_FORMS": 1,
            "quiz_questions-INITIAL_FORMS": 1,
            "quiz_questions-0-id": row.pk,
            "quiz_questions-0-quiz": quiz.pk,
            "quiz_questions-0-question": row.question_id,
            "quiz_questions-0-section": reading.pk,
            "quiz_questions-0-points": 10,
            "quiz_questions-0-position": 0,
        },
        follow=True,
    )

    row.refresh_from_db()
    assert "Elsewhere" not in page
    assert row.section == reading
    assert [one.title for one in quiz.sections.all()] == ["Reading", "Coding"]
    assert messages_of(saved)[0] == (
        "No question is in these sections, so candidates do not see them: Coding"
    )


def asks_for(person, quiz):
    page = browser_of(person).get(change(quiz))
    return page.context["adminform"].model_admin.shown_sum(quiz)


def test_page_compares_what_is_asked_for_with_the_time_limit(interviewer):
    quiz = QuizFactory(time_limit=timedelta(minutes=20))
    QuestionFactory(quiz=quiz, points=5, estimated_minutes=15)
    QuestionFactory(quiz=quiz, draft=True, estimated_minutes=15)
    before = asks_for(interviewer, quiz)
    QuestionFactory(quiz=quiz, points=10, estimated_minutes=10)

    assert before == "1 question, 5 points, about 15 minutes of 20 minutes."
    assert "2 questions, 15 points, about 25 minutes of 20 minutes." in asks_for(interviewer, quiz)
    assert "That is more than the time limit." in asks_for(interviewer, quiz)


def test_page_says_which_version_candidates_get(interviewer):
    quiz = QuizFactory()
    QuestionFactory(quiz=quiz)
    QuestionFactory(quiz=quiz, draft=True, title="Graphs")

    page = browser_of(interviewer).get(change(quiz)).content.decode()

    assert "Version 1" in page
    assert "Nothing: it is not published" in page
    assert "Graphs (not published)" in page


def test_preview_asks_all_questions_of_this_browser_alone(interviewer, outsider):
    quiz = QuizFactory()
    QuestionFactory.create_batch(2, quiz=quiz)
    browser = browser_of(interviewer)

    answer = browser.post(reverse("admin:quizzes_quiz_preview", args=[quiz.pk]))

    attempt = Attempt.objects.get()
    assert (attempt.purpose, attempt.answers.count()) == (Purpose.PREVIEW, 2)
    assert browser.get(answer.url).status_code == 200
    assert browser_of(outsider).get(answer.url).status_code == 404


def test_preview_of_a_quiz_without_published_questions_says_what_to_do(interviewer):
    quiz = QuizFactory()
    QuestionFactory(quiz=quiz, draft=True)

    page = browser_of(interviewer).post(
        reverse("admin:quizzes_quiz_preview", args=[quiz.pk]), follow=True
    )

    assert messages_of(page) == [
        "This quiz has no published question yet. Publish one and try again."
    ]
    assert not Attempt.objects.exists()


def test_link_starts_no_preview(interviewer):
    quiz = QuizFactory()

    page = browser_of(interviewer).get(reverse("admin:quizzes_quiz_preview", args=[quiz.pk]))

    assert page.status_code == 405


def test_list_counts_questions_points_and_real_attempts(interviewer):
    quiz = QuizFactory()
    QuestionFactory.create_batch(2, quiz=quiz, points=7)
    AttemptFactory(quiz=quiz)
    AttemptFactory(quiz=quiz, purpose=Purpose.PREVIEW)

    (row,) = browser_of(interviewer).get(LIST).context["cl"].result_list

    assert (row.question_count, row.point_count, row.attempt_count) == (2, 14, 1)


def test_list_and_page_cost_the_same_with_one_row_and_with_three(interviewer):
    quiz = QuizFactory()
    QuestionFactory(quiz=quiz)
    browser = browser_of(interviewer)
    with_one = query_count(browser, LIST), query_count(browser, change(quiz))
    QuizFactory.create_batch(2)
    QuestionFactory.create_batch(2, quiz=quiz)

    assert (query_count(browser, LIST), query_count(browser, change(quiz))) == with_one


def test_interviewer_does_not_delete_a_quiz_and_an_administrator_may(interviewer, administrator):
    quiz = QuizFactory()
    delete = reverse("admin:quizzes_quiz_delete", args=[quiz.pk])

    refused = browser_of(interviewer).post(delete, {"post": "yes"})
    browser_of(administrator).post(delete, {"post": "yes"})

    assert refused.status_code == 403
    assert not Quiz.objects.exists()
