"""dev.py has to find its way on machines that we have never seen."""

import sys
from pathlib import Path

import pytest

import dev

# What pyenv puts on PATH: it refuses a version that is installed but not chosen.
SHIM = "#!/bin/sh\necho 'pyenv: python3.13: command not found' >&2\nexit 127\n"


def pretend_python(path: Path, minor: int) -> Path:
    """Put a program where a Python would be, which answers dev.py's question like a 3.<minor>."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\necho 3 {minor}\n")
    path.chmod(0o755)
    return path


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """A machine without any Python but the one that runs dev.py, which is too old."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.delenv("PYENV_ROOT", raising=False)
    monkeypatch.setattr(sys, "executable", str(pretend_python(tmp_path / "old/python3", 9)))
    return tmp_path


def test_without_a_fitting_python_none_is_found(machine):
    pretend_python(machine / "bin/python3", 11)

    assert dev.find_python() is None


def test_3_13_is_preferred_to_newer_and_older(machine):
    for minor in (12, 13, 14):
        pretend_python(machine / f"bin/python3.{minor}", minor)

    assert dev.find_python() == machine / "bin/python3.13"


def test_somebodys_shims_on_path_lead_to_their_versions(machine, monkeypatch):
    shim = pretend_python(machine / "their/.pyenv/shims/python3.13", 13)
    shim.write_text(SHIM)
    real = pretend_python(machine / "their/.pyenv/versions/3.13.2/bin/python3.13", 13)
    pretend_python(machine / "their/.pyenv/versions/3.13.0/bin/python3.13", 13)
    monkeypatch.setenv("PATH", str(shim.parent))

    assert dev.find_python() == real


def test_a_python_that_does_not_start_is_passed_over(machine):
    broken = pretend_python(machine / "bin/python3.13", 13)
    broken.write_text("#!/bin/sh\nexit 1\n")
    good = pretend_python(machine / "home/.pyenv/versions/3.12.9/bin/python3.12", 12)

    assert dev.find_python() == good


def test_a_real_python_is_known_by_its_version():
    assert dev.minor_of(Path(sys.executable)) == sys.version_info.minor


def test_an_activated_environment_of_somebody_else_is_left_out(monkeypatch):
    monkeypatch.setenv("VIRTUAL_ENV", "/somewhere/else")

    assert "VIRTUAL_ENV" not in dev.environment()
