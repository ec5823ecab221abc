"""The zips: how large they may be, that they stay the same, and that nothing is missing."""

import json
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest

from deploy.bundles import archive, build, grader, pruning, web
from development.lambda_python import lambda_python
from development.steps import ROOT

pytestmark = pytest.mark.deployment

MEGABYTE = 1_000_000


@pytest.mark.parametrize("stage", ["web", "worker"])
def test_web_and_worker_are_uploaded_in_one_piece_and_unzipped_at_once(bundles, stage):
    bundle = bundles(stage)

    assert bundle.size_bytes <= 20 * MEGABYTE
    assert bundle.unzipped_bytes <= 50 * MEGABYTE


def test_the_grader_is_small(bundles):
    assert bundles("grader").size_bytes <= 100_000


@pytest.mark.parametrize("stage", ["web", "grader"])
def test_the_same_sources_give_the_same_bytes(bundles, tmp_path, stage):
    again = build(stage, tmp_path)

    assert again.path.read_bytes() == bundles(stage).path.read_bytes()


def test_each_zip_knows_its_own_stage(unzipped):
    told = {
        stage: (unzipped(stage) / "zappa_settings.py").read_text() for stage in ("web", "worker")
    }

    assert all(f"API_STAGE='{stage}'" in text for stage, text in told.items())
    assert all("ENVIRONMENT_VARIABLES={}" in text for text in told.values())


def test_no_zip_holds_what_belongs_to_this_machine(bundles):
    names = {
        name
        for stage in ("web", "worker", "grader")
        for name in zipfile.ZipFile(bundles(stage).path).namelist()
    }

    assert [name for name in names if Path(name).name.startswith(".env")] == []
    assert [name for name in names if name.endswith((".sqlite3", ".pem.key", ".po"))] == []
    assert [name for name in names if name.startswith(("tests/", "deploy/", "development/"))] == []


def test_every_module_is_compiled_for_good(bundles):
    """Lambda's files are read-only: what is not compiled, or seems stale, is compiled each time."""
    content = zipfile.ZipFile(bundles("web").path)
    sources = [name for name in content.namelist() if name.endswith(".py")]
    compiled = [name for name in content.namelist() if name.endswith(".pyc")]

    beside = {
        str(Path(name).parent.parent / (Path(name).name.partition(".")[0] + ".py"))
        for name in compiled
        if "__pycache__" in name
    }

    assert set(sources) <= beside
    assert {content.read(name)[4:8] for name in compiled} == {b"\x01\0\0\0"}  # PEP 552: unchecked


def test_all_that_may_be_needed_is_in_the_web_zip(unzipped):
    done = subprocess.run(
        [lambda_python(), "-I", "-S", Path(__file__).with_name("everything.py"), unzipped("web")],
        env={
            "ENV_FILE": "/dev/null",
            "DJANGO_SETTINGS_MODULE": "interview.settings",
            "SECRET_KEY": "of nothing that is kept",
            "DATABASE_URL": "sqlite://:memory:",
            "SERVICES": json.dumps(pruning.SERVICES),
            "PYTHONDONTWRITEBYTECODE": "1",
        },
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )

    touched: dict[str, Any] = json.loads(done.stdout)
    assert "quizzes.formats.markdown" in touched["modules"]
    assert "admin/login/" in touched["pages"]
    assert "unfold/layouts/base.html" in touched["templates"]
    assert touched["languages"] == ["Yes", "是"]
    assert touched["services"] == list(pruning.SERVICES)


def test_the_services_that_we_ask_are_in_the_zip():
    asked = {
        word
        for path in [*ROOT.glob("interview/**/*.py"), *ROOT.glob("quizzes/**/*.py")]
        for word in pruning.SERVICES_ASKED.findall(path.read_text())
    }

    assert asked - set(pruning.SERVICES) == set()


def test_a_module_without_words_does_the_same():
    source = (
        '"""Words."""\n\ndef half(n: int) -> float:\n    """More."""\n'
        "    return n / 2  # and more\n"
        'class Odd(Exception):\n    """Only words."""\n'
    )

    assert grader.without_words(source) == (
        b"def half(n: int) -> float:\n    return n / 2\n\nclass Odd(Exception):\n    pass\n"
    )


def test_a_zip_does_not_tell_when_and_by_whom_it_was_made(tmp_path):
    contents = tmp_path / "contents"
    contents.mkdir()
    (contents / "b").write_text("2")
    (contents / "a").write_text("1")
    (contents / "a").chmod(0o600)

    archive.write(contents, tmp_path / "x.zip")

    entries = zipfile.ZipFile(tmp_path / "x.zip").infolist()
    assert [(entry.filename, entry.date_time, entry.external_attr) for entry in entries] == [
        ("a", (1980, 1, 1, 0, 0, 0), 0o100644 << 16),
        ("b", (1980, 1, 1, 0, 0, 0), 0o100644 << 16),
    ]


def test_a_zip_that_goes_on_from_another_is_the_same_each_time(tmp_path):
    for name, text in (("packages", "theirs"), ("code", "ours")):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{name}.py").write_text(text)
    archive.write(tmp_path / "packages", tmp_path / "packages.zip")

    sizes = [
        archive.write(tmp_path / "code", tmp_path / name, onto=tmp_path / "packages.zip")
        for name in ("x.zip", "y.zip")
    ]

    whole = zipfile.ZipFile(tmp_path / "x.zip")
    assert [whole.read(name) for name in ("packages.py", "code.py")] == [b"theirs", b"ours"]
    assert sizes == [10, 10]
    assert (tmp_path / "x.zip").read_bytes() == (tmp_path / "y.zip").read_bytes()


def test_a_stage_that_is_none_is_refused(tmp_path):
    with pytest.raises(ValueError, match="'wbe' is no stage: there are web, worker, grader"):
        build("wbe", tmp_path)


def test_what_zappa_refuses_is_told(tmp_path):
    settings = tmp_path / "zappa_settings.json"
    settings.write_text('{"other": {}}')

    with pytest.raises(web.StepFailed, match="Zappa does not write the settings of web"):
        web.write_settings(tmp_path / "zappa_settings.py", "web", settings)
