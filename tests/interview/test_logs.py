"""One line per event, and nobody in it."""

import io
import json
import logging
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview import logs
from interview.logs import WITHHELD, Event, JsonFormatter, LineFormatter, Metric, event

PLANTED = "Cara Candidate <cara@example.org>"


@pytest.fixture
def lines():
    """Return what has been written since, each line read as JSON."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonFormatter())
    loggers = [logging.getLogger(name) for name in ("interview", "django.request")]
    for logger in loggers:
        logger.addHandler(handler)
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    for logger in loggers:
        logger.removeHandler(handler)


def test_an_event_is_one_line_with_its_codes(lines):
    token = logs.request_id.set("8f5")
    event(Event.ANSWER_SAVED, attempt="aTtEmPt_1-x", question=2)
    logs.request_id.reset(token)

    (line,) = lines()
    assert line.pop("at").endswith("+00:00")
    assert line == {
        "level": "INFO",
        "event": "answer_saved",
        "request": "8f5",
        "attempt": "aTtEmPt_1-x",
        "question": 2,
    }


def test_a_field_that_nobody_allowed_is_refused():
    with pytest.raises(ValueError, match="candidate"):
        event(Event.PAGE, candidate="Cara")


@pytest.mark.parametrize("value", [PLANTED, "cara@example.org", "two words", "print(1)\n"])
def test_what_looks_like_no_code_is_withheld(lines, value):
    event(Event.PAGE, page=value)

    assert lines()[0]["page"] == WITHHELD


@given(st.text())
def test_whatever_is_written_stays_on_one_line(words):
    record = logging.LogRecord("quizzes", logging.INFO, "", 1, "%s", (words,), None)

    line = JsonFormatter().format(record)

    assert "\n" not in line
    assert json.loads(line)["message"] == words


def test_a_metric_rides_on_the_line_as_cloudwatch_reads_it(lines):
    event(Event.GRADER_ASKED, job="j", metrics={Metric.GRADE_TIME: 812, Metric.JUDGE_ERRORS: 0})

    (line,) = lines()
    assert line["_aws"]["CloudWatchMetrics"] == [
        {
            "Namespace": "Interview",
            "Dimensions": [["Deployment"]],
            "Metrics": [
                {"Name": "GradeTime", "Unit": "Milliseconds"},
                {"Name": "JudgeErrors", "Unit": "Count"},
            ],
        }
    ]
    assert isinstance(line["_aws"]["Timestamp"], int)
    assert (line["Deployment"], line["GradeTime"], line["JudgeErrors"]) == ("interview", 812, 0)


def failed_record():
    try:
        {}[PLANTED]
    except KeyError:
        return logging.LogRecord("x", logging.ERROR, "", 1, "Failed.", (), sys.exc_info())


@pytest.mark.parametrize("formatter", [JsonFormatter(), LineFormatter()])
def test_an_error_keeps_its_frames_and_loses_its_message(formatter):
    line = formatter.format(failed_record())

    assert "KeyError" in line
    assert "test_logs.py" in line
    assert "failed_record" in line
    assert "Cara" not in line


def test_a_frame_is_named_by_its_place_in_our_tree():
    line = json.loads(JsonFormatter().format(failed_record()))

    assert line["frames"] == [f"tests/interview/test_logs.py:{number_of_failure()} failed_record"]


def number_of_failure():
    first = failed_record.__code__.co_firstlineno
    return next(at for _, _, at in failed_record.__code__.co_lines() if at and at > first + 1)


def test_a_laptop_in_debug_shows_the_whole_error(settings):
    settings.DEBUG = True

    assert PLANTED in LineFormatter().format(failed_record())


@pytest.mark.django_db
class TestPages:
    def test_a_page_is_one_line_with_its_pattern_and_no_key(self, lines, client, invitation):
        page = client.get(f"/i/{invitation.code}/")

        (line,) = lines()
        assert (line["event"], line["method"], line["page"]) == ("page", "GET", "/i/<str:code>/")
        assert line["status"] == 200
        assert line["PageTime"] > 0
        assert page["X-Request-ID"] == line["request"]
        assert invitation.code not in json.dumps(line)

    def test_two_requests_have_two_ids(self, client):
        assert client.get("/")["X-Request-ID"] != client.get("/")["X-Request-ID"]

    def test_lambdas_own_id_is_taken_and_a_visitors_is_not(self, client):
        class Context:
            aws_request_id = "of-lambda"

        page = client.get("/", headers={"X-Request-ID": "made-up"}, **{"lambda.context": Context()})

        assert page["X-Request-ID"] == "of-lambda"

    def test_the_page_of_an_attempt_names_its_code(self, lines, client, invitation):
        client.get(f"/attempt/{invitation.attempt.code}/")

        assert lines()[-1]["attempt"] == invitation.attempt.code

    def test_a_page_that_fails_says_so_and_where(self, lines, client, monkeypatch, mailoutbox):
        def fail(request):
            raise LookupError(PLANTED)

        monkeypatch.setattr("interview.views.pages.render", lambda *_: fail(None))
        client.raise_request_exception = False

        client.get("/", {"name": PLANTED})

        failure, page = lines()
        assert (failure["error"], failure["message"]) == ("LookupError", "Internal Server Error: /")
        assert (page["event"], page["PageErrors"]) == ("page_failed", 1)
        assert failure["request"] == page["request"]
        assert "Cara" not in json.dumps([failure, page])


@pytest.mark.django_db
def test_admins_are_mailed_where_a_page_failed_and_nothing_that_was_sent(
    client, monkeypatch, mailoutbox, settings
):
    settings.ADMINS = ["ada@example.com"]

    def fail(*_):
        raise LookupError(PLANTED)

    monkeypatch.setattr("interview.views.pages.render", fail)
    client.raise_request_exception = False

    client.get("/", {"name": PLANTED})

    (mail,) = mailoutbox
    assert "LookupError" in mail.body
    assert "pages.py" in mail.body
    assert "Cara" not in mail.subject + mail.body
