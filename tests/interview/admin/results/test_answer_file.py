"""Loading a candidate's file in the admin: a look first, then what was chosen."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from quizzes.domain.sessions import open_session
from quizzes.formats import answer_file
from quizzes.formats.answer_file import AnswerFile, FiledAnswer
from quizzes.models import Submission
from tests.cast import browser_of
from tests.factories import InvitationFactory, QuestionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def finished(position, candidate):
    QuestionFactory(quiz=position.quiz, kind="text", title="Why")
    return InvitationFactory(position=position, candidate=candidate, finished=True)


@pytest.fixture
def data(finished):
    session = open_session(attempt=finished.attempt, now=timezone.now())
    file = AnswerFile(
        finished.attempt.code,
        session.number,
        timezone.now(),
        "browser",
        [FiledAnswer(1, 0, "planted\nin a tunnel", [], "")],
    )
    return answer_file.write(file, key=answer_file.key_of(session.code))


def address(invitation):
    return f"/admin/interview/invitation/{invitation.pk}/answer-file/"


def test_a_file_is_looked_into_first_and_then_loaded(finished, data, interviewer):
    browser = browser_of(interviewer)

    looked = browser.post(address(finished), {"file": SimpleUploadedFile("my-answers.json", data)})
    assert not Submission.objects.exists()
    content = looked.context["content"]
    loaded = browser.post(
        address(finished), {"content": content, "numbers": ["1"], "confirmed": "yes"}
    )

    assert "The signature is good" in looked.content.decode()
    assert "+ in a tunnel" in looked.content.decode()
    assert loaded.status_code == 302
    assert [(one.text, one.cause) for one in Submission.objects.all()] == [
        ("planted\nin a tunnel", "file")
    ]
    result = browser.get(f"/admin/interview/invitation/{finished.pk}/result/").content.decode()
    assert "From a file" in result


def test_a_changed_file_is_refused_in_words(finished, data, interviewer):
    changed = SimpleUploadedFile("my-answers.json", data.replace(b"planted", b"better!"))

    response = browser_of(interviewer).post(address(finished), {"file": changed})

    assert response.status_code == 400
    assert "This file was changed" in response.content.decode()
    assert not Submission.objects.exists()


def test_nobody_of_another_position_sees_it(finished, data, outsider):
    assert browser_of(outsider).get(address(finished)).status_code == 404
