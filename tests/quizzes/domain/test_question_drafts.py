"""Making a question's identity, discarding a draft, forgetting what was found."""

import pytest
from django.db.models import ProtectedError

from quizzes.domain import questions
from quizzes.domain.errors import QuestionPublished
from quizzes.models import Question, QuestionVersion
from tests.factories import (
    NOON,
    AnswerFactory,
    QuestionFactory,
    QuestionVersionFactory,
    QuizFactory,
    SolutionFactory,
)

pytestmark = pytest.mark.django_db


def new_codes(*titles):
    return [questions.new_question(title=title).code for title in titles]


def test_code_is_made_from_the_title_and_numbered_where_it_is_taken():
    assert new_codes("Word count", "Word Count!", "Word count") == [
        "word-count",
        "word-count-2",
        "word-count-3",
    ]


def test_title_without_latin_letters_has_a_code_too():
    assert new_codes("字數", "字數") == ["question", "question-2"]


def test_code_that_was_chosen_is_kept():
    assert questions.new_question(title="Word count", code="wc").code == "wc"


def test_discarded_first_draft_takes_its_question_with_it():
    draft = QuestionFactory(draft=True).versions.get()

    questions.discard_draft(version=draft)

    assert not Question.objects.exists()


def test_discarded_second_draft_leaves_the_published_version():
    published = QuestionFactory().versions.get()
    draft = QuestionVersionFactory(question=published.question, number=2, draft=True)

    questions.discard_draft(version=draft)

    assert list(QuestionVersion.objects.all()) == [published]


def test_published_version_is_not_discarded():
    published = QuestionFactory().versions.get()

    with pytest.raises(QuestionPublished):
        questions.discard_draft(version=published)

    assert QuestionVersion.objects.filter(pk=published.pk).exists()


def test_draft_that_somebody_tried_or_a_quiz_asks_stays():
    tried = AnswerFactory(question=QuestionFactory(draft=True).versions.get()).question
    asked = QuestionFactory(draft=True, quiz=QuizFactory()).versions.get()

    drafts = [tried.pk, asked.pk]

    for draft in (tried, asked):
        with pytest.raises(ProtectedError):
            questions.discard_draft(version=draft)

    assert sorted(QuestionVersion.objects.values_list("pk", flat=True)) == drafts


def test_forgotten_checks_leave_the_programs_unchecked():
    solution = SolutionFactory(verdict="accepted", judgement={}, checked_at=NOON)

    questions.forget_checks(version=solution.version)

    solution.refresh_from_db()
    assert (solution.verdict, solution.judgement, solution.checked_at) == ("", None, None)
