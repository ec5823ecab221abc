"""The policies: each statement has a name and a reason, and none is wider than it must be."""

import json
import re
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT

FOLDER = ROOT / "deploy" / "policies"
POLICIES = sorted(FOLDER.glob("*.json"))

NO_NARROWER = {"JoinTheNetwork", "OnlyLambdaItself", "QueueReader", "FindLogs"}
"""Statements about `*`; README.md says why. OnlyLambdaItself denies."""


def statements(path):
    return json.loads(path.read_text())["Statement"]


def as_list(value):
    return value if isinstance(value, list) else [value]


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.stem)
def test_each_statement_is_explained_below_its_policys_heading(path):
    text = (FOLDER / "README.md").read_text()
    section = text[text.index(f"{path.name}") :].partition("\n## ")[0]
    if path.name == "grader_in_vpc.json":
        section = text[text.index(f"**{path.name}**") :].partition("\n## ")[0]

    rows = [line for line in section.splitlines() if line.startswith("| `")]
    explained = {name for row in rows for name in re.findall(r"`(\w+)`", row.split("|")[1])}

    assert explained == {statement["Sid"] for statement in statements(path)}


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.stem)
def test_no_statement_allows_whatever_there_is(path):
    wide = {
        statement["Sid"]
        for statement in statements(path)
        if "*" in as_list(statement["Resource"])
        or any("*" in action for action in as_list(statement["Action"]))
    }

    assert wide <= NO_NARROWER


def test_the_deployers_policy_fits_into_a_managed_one():
    """6,144 characters without blanks. Source: "IAM and AWS STS quotas", IAM User Guide."""
    text = re.sub(r"\s", "", Path(FOLDER, "deployer.json").read_text())

    assert len(text) < 6144 - 18 * len("interviews-and-hiring")


def test_the_grader_has_a_policy_only_in_a_network():
    assert [path.stem for path in POLICIES if path.stem.startswith("grader")] == ["grader_in_vpc"]
