"""A deployment's settings: what is read back, and what is refused by name."""

from dataclasses import replace

import pytest

from deploy.errors import WrongSettings
from deploy.settings import EXPLANATIONS, Settings, read, write

SETTINGS = Settings(region="eu-central-1", admin_email="admin@example.com")


def test_what_is_written_is_read_back_with_all_that_it_means(tmp_path):
    wanted = replace(
        SETTINGS,
        company='Häuser & "Söhne"',
        grader_subnets=("subnet-1", "subnet-2"),
        grader_security_groups=("sg-1",),
        container_workers=True,
        variables={"COST_CAP": "50", "INVITATION_DAYS": "7"},
    )

    write(tmp_path / "deployment.toml", wanted)

    assert read(tmp_path / "deployment.toml") == wanted
    text = (tmp_path / "deployment.toml").read_text()
    assert [words for words in EXPLANATIONS.values() if words not in text] == []


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ('regoin = "eu-central-1"', "'regoin', which is no setting"),
        ('region = "Frankfurt"', "region is 'Frankfurt'"),
        ('name = "Interviews"', "name is 'Interviews'"),
        ('name = "a-name-that-leaves-no-room"', "at most 24"),
        ('admin_email = "me"', "admin_email is 'me'"),
        ('site_address = "interviews.example.com"', "site_address is"),
        ("worker_at_once = 3", "worker_at_once is 3"),
        ('web_at_once = "many"', "web_at_once is 'many'"),
        ('grader_subnets = ["subnet-1"]', "given together with grader_subnets"),
        ("name = ", "is no TOML"),
        ('variables = "COST_CAP"', "variables must be a table"),
        ('[variables]\nDATABASE_URL = "x"', "variables has DATABASE_URL"),
        ('[variables]\nEMAIL_URL = "smtp://user:password@host"', "EMAIL_URL must begin with ses"),
        ("[variables]\nCOST_CAP = 50", "COST_CAP is 50, but must be a text"),
    ],
)
def test_a_setting_that_makes_no_sense_is_refused_by_name(line, named):
    given = {"region": 'region = "eu-central-1"', "admin_email": 'admin_email = "a@example.com"'}
    lines = [text for name, text in given.items() if not line.startswith(name)]

    with pytest.raises(WrongSettings, match=named.replace("(", r"\(")):
        Settings.from_text("\n".join([*lines, line]), source="deployment.toml")


def test_what_is_missing_is_named():
    with pytest.raises(WrongSettings, match="lacks 'admin_email'"):
        Settings.from_text('region = "eu-central-1"', source="deployment.toml")


def test_settings_are_tied_to_the_account_of_the_first_deployment():
    tied = SETTINGS.in_account("123456789012")

    assert tied.account == "123456789012"
    assert tied.in_account("123456789012") == tied
    with pytest.raises(WrongSettings, match="belong to account 123456789012"):
        tied.in_account("210987654321")
