"""`manage.py doctor` says what it found, and ends accordingly."""

import json
import os
import signal
import subprocess
import sys
import time
from io import StringIO

import pytest
from django.conf import settings as project
from django.core.management import call_command

from interview.models import Candidate
from tests.postgres import free_port


def examined(*arguments):
    """Return what the doctor says, and the exit status."""
    written, status = StringIO(), 0
    try:
        call_command("doctor", *arguments, stdout=written, stderr=written)
    except SystemExit as end:
        status = end.code
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
    return written.getvalue(), status


@pytest.mark.django_db
def test_what_is_fine_ends_well():
    words, status = examined("database", "migrations", "clocks")

    assert status == 0
    assert "fine    Migrations         Every migration is applied." in words
    assert "All of 3 checks are fine" in words


@pytest.mark.django_db
def test_what_is_broken_is_said_with_its_remedy_and_ends_badly(settings):
    settings.SITE_URL = f"http://127.0.0.1:{free_port()}"

    words, status = examined("migrations", "site")

    assert status == 1
    assert "BROKEN  The site           Nobody answers at http://127.0.0.1" in words
    assert "-> Start it" in words
    assert "Of 2 checks look at: The site" in words


@pytest.mark.django_db
def test_programs_read_the_same():
    words, status = examined("--json", "migrations")

    found = json.loads(words)
    (check,) = found["checks"]
    assert (status, found["state"]) == (0, "fine")
    assert (check["name"], check["finding"]["state"]) == ("migrations", "fine")


def test_a_database_that_is_away_is_found_out_and_keeps_no_check_from_speaking(tmp_path):
    done = subprocess.run(
        [sys.executable, "manage.py", "doctor", "--json"],
        cwd=project.BASE_DIR,
        env={
            "PATH": os.environ["PATH"],
            "ENV_FILE": os.devnull,
            "ENVIRONMENT": "local",
            "SECRET_KEY": "x",
            "SITE_URL": f"http://127.0.0.1:{free_port()}",
            "DATABASE_URL": f"postgresql://u:p@127.0.0.1:{free_port()}/n",
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        check=False,
    )

    found = {check["name"]: check["finding"] for check in json.loads(done.stdout)["checks"]}
    assert done.returncode == 1
    assert "The database does not answer" in found["database"]["words"]
    assert "DATABASE_URL" in found["database"]["remedy"]
    assert found["grader"]["state"] != "broken"
    for name in ("clocks", "queue", "journey", "money"):
        assert "Mend what the checks Database and Migrations say" in found[name]["remedy"]


@pytest.mark.django_db
def test_a_check_that_is_none_is_refused():
    words, status = examined("weather")

    assert status == 2
    assert "There is no check weather." in words


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgresql
def test_a_doctor_who_is_told_to_stop_removes_his_candidate(live_server):
    """Nobody takes tasks from this queue, so he waits for a verdict when the signal comes."""
    env = {
        **os.environ,
        "ENV_FILE": os.devnull,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "SITE_URL": live_server.url,
        "DATABASE_URL": address_of_test_database(),
    }
    doctor = subprocess.Popen(
        [sys.executable, "manage.py", "doctor", "journey"],
        cwd=project.BASE_DIR,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    try:
        deadline = time.monotonic() + 60
        while not Candidate.objects.exists() and time.monotonic() < deadline:
            time.sleep(0.01)
        assert Candidate.objects.exists()
        doctor.terminate()
        doctor.wait(60)
    finally:
        doctor.kill()
        doctor.wait()
        assert doctor.stdout is not None
        doctor.stdout.close()

    assert not Candidate.objects.exists()


def address_of_test_database():
    host, _, name = os.environ["DATABASE_URL"].rpartition("/")
    return f"{host}/test_{name}"
