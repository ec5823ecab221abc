"""Every setting of ours is explained where whoever runs the project looks for it."""

import ast
import re

from tests.architecture.sources import ROOT, tree

SETTINGS = ROOT / "interview" / "settings.py"
OPERATIONS = ROOT / "docs" / "operations.md"


def settings_read() -> set[str]:
    """Return the names of the environment variables that the settings read.

    Each is the first argument of a method of ``env``: ``env.text("SITE_URL")``; of
    ``both_or_neither`` both are.
    """
    return {
        argument.value
        for node in ast.walk(tree(SETTINGS))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "env"
        for argument in node.args[: 2 if node.func.attr == "both_or_neither" else 1]
        if isinstance(argument, ast.Constant)
    }


def settings_explained() -> set[str]:
    """Return the names that begin a paragraph of the operator's page: **`NAME`** ..."""
    return set(re.findall(r"^\*\*`([A-Z_]+)`\*\*", OPERATIONS.read_text(), re.M))


def test_settings_and_their_explanations_agree():
    assert "SECRET_KEY" in settings_read()
    assert settings_explained() == settings_read()
