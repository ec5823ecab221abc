"""A long proof is asked for by name."""

import pytest

from development.proofs import prove
from development.steps import StepFailed


def test_an_unknown_proof_is_refused_with_the_list_of_those_there_are(tmp_path, monkeypatch):
    (tmp_path / "cost_of_a_run.py").write_text('"""What does one run cost?"""\n')
    monkeypatch.setattr("development.proofs.FOLDER", tmp_path)

    with pytest.raises(StepFailed, match=r"'soap'\. There are: cost_of_a_run"):
        prove("soap", [])


def test_without_a_name_each_proof_is_listed_with_its_question(tmp_path, monkeypatch, capsys):
    (tmp_path / "cost_of_a_run.py").write_text('"""What does one run cost?"""\n')
    monkeypatch.setattr("development.proofs.FOLDER", tmp_path)

    prove(None, [])

    assert capsys.readouterr().out.split(maxsplit=3)[2:] == [
        "cost_of_a_run",
        "What does one run cost?\n",
    ]
