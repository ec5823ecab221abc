"""`manage.py costs` says what it costs, in words and in JSON."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from interview.models import DailyUse

pytestmark = pytest.mark.django_db


def said(*arguments):
    written = StringIO()
    call_command("costs", *arguments, stdout=written)
    return written.getvalue()


def test_a_laptop_is_told_why_all_is_0():
    assert "we do not run on Lambda here, or not yet. All is 0." in said()


def test_what_was_billed_is_said_with_its_cap(settings):
    settings.COST_CAP = 1
    DailyUse.objects.create(
        day=timezone.now().date(), function="web", memory_mb=1024, requests=2_000_000
    )

    words = said()

    assert "web             2.4000" in words
    assert "Cap of 1 a month: reached: public links are paused." in words


def test_json_holds_the_same():
    found = json.loads(said("--json"))

    assert found["spent"] == 0
    assert (found["cap"], found["public_links_paused"], found["forecast"]) == (None, False, None)


def test_a_month_that_is_none_is_refused_with_an_example():
    with pytest.raises(CommandError, match="Write it as 2026-11"):
        said("--month", "November")


def test_what_if_names_the_cheapest_door_at_each_rate():
    found = json.loads(said("--what-if", "--json"))

    cheapest = {line["requests_a_second"]: line["cheapest_protected"] for line in found["lines"]}
    assert cheapest == {
        **dict.fromkeys((0.1, 0.3, 1, 3, 10), "HTTP API"),
        **dict.fromkeys((30, 100, 300, 1000), "Container"),
    }


def test_what_if_is_a_table_for_people():
    words = said("--what-if")

    assert "usual, not measured yet" in words
    assert "    100       1155.38        507.38        248.18        224.31  Container" in words


def test_what_if_shows_the_figures_of_the_talk():
    words = said("--what-if")

    assert "   18.79  5 million requests" in words
    assert "  973.94  100 requests a second" in words
    assert "    5.40  a function of 128 MB busy all month (4.32 on arm; a t2.nano: 4.18)" in words
