"""The languages that candidates are offered are those that the grader of this place has."""

from datetime import timedelta

import pytest

from grading.languages import LANGUAGES
from quizzes import gateway
from quizzes.choices import ProgrammingLanguage
from quizzes.domain import toolchains
from quizzes.models import QuestionVersion, ToldLanguages
from tests.factories import NOON

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
PYTHON = {"name": "python", "version": "CPython 3.13.5", "compile": [], "start": ""}
CPP = {"name": "cpp", "version": "", "compile": [], "start": ""}
JAVA = {"name": "java", "version": "Java 21", "compile": ["javac Main.java"], "start": "java Main"}


@pytest.fixture(autouse=True)
def knowing_nothing():
    toolchains.forget()
    yield
    toolchains.forget()


@pytest.fixture
def far_away(settings):
    settings.GRADER = "lambda"
    settings.GRADER_FUNCTION = "the-grader"


def take_tasks(settings, *queues):
    backend = settings.TASK_BACKENDS["database"]
    settings.TASKS = {"default": {"BACKEND": backend, "QUEUES": list(queues)}}


def asked_in(*languages):
    return QuestionVersion(kind="coding", starter_codes=dict.fromkeys(languages, ""))


def offered(*languages):
    return [(one.language.value, one.version) for one in toolchains.offered(asked_in(*languages))]


def tell(*languages):
    ToldLanguages.objects.create(grader="the-grader", languages=languages, told_at=NOON)


def test_the_bank_knows_each_language_that_the_grader_knows():
    assert set(ProgrammingLanguage) == {language.name for language in LANGUAGES}


def test_the_grader_beside_us_tells_its_own_versions():
    python = next(one for one in LANGUAGES if one.name == "python")

    assert offered("python") == [("python", python.version)]


def test_a_grader_far_away_is_known_by_what_the_sweep_noted(far_away):
    tell(PYTHON, JAVA)

    assert toolchains.offered(asked_in("java")) == [
        toolchains.Toolchain(ProgrammingLanguage.JAVA, "Java 21", ("javac Main.java",), "java Main")
    ]


def test_a_language_whose_tools_are_missing_is_not_offered(far_away):
    tell(PYTHON, CPP, JAVA)

    assert offered("python", "cpp", "java") == [("python", "CPython 3.13.5"), ("java", "Java 21")]


def test_a_language_that_this_deployment_does_not_take_is_not_offered(far_away, settings):
    settings.GRADER_LANGUAGES = ["python", "sql"]
    take_tasks(settings, "default")
    tell(PYTHON, JAVA)

    assert offered("python", "java") == [("python", "CPython 3.13.5")]


def test_a_language_that_only_containers_take_is_offered_without_a_run(far_away, settings):
    settings.GRADER_LANGUAGES = ["python", "sql"]
    take_tasks(settings, "default", "containers")
    tell(PYTHON, JAVA)

    found = toolchains.offered(asked_in("python", "java"))

    assert [(one.language.value, one.is_elsewhere) for one in found] == [
        ("python", False),
        ("java", True),
    ]


def test_before_the_grader_has_told_anything_languages_have_no_version(far_away):
    assert offered("python", "java") == [("python", ""), ("java", "")]


def test_a_question_that_nobody_can_run_here_is_offered_in_its_languages_all_the_same(
    far_away, settings
):
    settings.GRADER_LANGUAGES = ["python"]

    assert offered("cpp", "java") == [("cpp", ""), ("java", "")]


def test_the_sweep_asks_a_grader_far_away_once_an_hour(far_away, monkeypatch):
    answers = [[PYTHON], [PYTHON, JAVA]]
    monkeypatch.setattr("quizzes.gateway.told", lambda: answers.pop(0))

    told = [
        toolchains.ask_grader(now=NOON + after) for after in (0 * HOUR, HOUR / 2, HOUR, 1.5 * HOUR)
    ]

    assert told == [1, 0, 1, 0]
    assert ToldLanguages.objects.get().languages == [PYTHON, JAVA]


def test_a_grader_that_does_not_answer_is_asked_again_and_what_it_said_stays(
    far_away, monkeypatch, caplog
):
    def silent():
        raise gateway.GraderUnavailable("nobody there")

    monkeypatch.setattr("quizzes.gateway.told", silent)
    tell(PYTHON)

    assert toolchains.ask_grader(now=NOON + 2 * HOUR) == 0
    assert "did not say which languages" in caplog.text
    noted = ToldLanguages.objects.get()
    assert (noted.languages, noted.told_at) == ([PYTHON], NOON)


def test_the_sweep_leaves_a_grader_beside_us_alone():
    assert toolchains.ask_grader(now=NOON) == 0
    assert not ToldLanguages.objects.exists()
