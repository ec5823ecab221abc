"""Messages of a queue may name the tasks that the settings list, so the list has to be whole."""

from importlib import import_module

from django.conf import settings
from django.tasks import Task

from tests.architecture.sources import ROOT, modules


def tasks_of_ours() -> list[Task]:
    """Return every task that a module of ours makes."""
    found = []
    for path in modules("accounts", "interview", "quizzes"):
        if "@task" in path.read_text():
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            members = vars(import_module(name)).values()
            found += [one for one in members if isinstance(one, Task)]
    return found


def test_every_task_is_listed_and_nothing_else():
    assert sorted(settings.TASK_PATHS) == sorted({one.module_path for one in tasks_of_ours()})
