"""What import-linter cannot say about who may import whom."""

import ast
import sys

import pytest

from tests.architecture.sources import ROOT, imported, modules, name, tree

# Modules whose very purpose is to read a clock or to throw dice.
CLOCKS = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time"}


@pytest.mark.parametrize("path", modules("grading"), ids=name)
def test_the_grader_is_standard_library_only(path):
    foreign = {
        module
        for module in imported(path)
        if module.partition(".")[0] not in {*sys.stdlib_module_names, "grading"}
    }

    assert foreign == set()


@pytest.mark.parametrize("path", modules("*/rules"), ids=name)
def test_rules_need_only_values(path):
    """A rule imports the standard library, rules, choices and the grader's words."""
    app = path.relative_to(ROOT).parts[0]
    allowed = {f"{app}.rules", f"{app}.choices", "quizzes.rules", "quizzes.choices"}

    foreign = {
        module
        for module in imported(path)
        if module.partition(".")[0] not in {*sys.stdlib_module_names, "grading"}
        and not any(module == known or module.startswith(f"{known}.") for known in allowed)
    }

    assert foreign == set()


@pytest.mark.parametrize("path", modules("*/rules"), ids=name)
def test_rules_are_told_the_time(path):
    calls = {
        f"{node.value.id}.{node.attr}"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
    }

    assert calls & CLOCKS == set()


def test_only_the_settings_read_the_environment():
    """grading is started with an environment of its own; Lambda's doors are read before Django."""
    readers = {
        name(path)
        for path in modules("accounts", "interview", "quizzes")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"}
    }

    assert readers - {"interview/wsgi.py", "interview/lambda_entry.py"} == {"interview/settings.py"}


def test_set_up_runs_on_an_old_python():
    """dev.py has to start on Python 3.9 in order to find a newer one."""
    source = (ROOT / "dev.py").read_text()

    ast.parse(source, feature_version=(3, 9))

    assert "from __future__ import annotations" in source
