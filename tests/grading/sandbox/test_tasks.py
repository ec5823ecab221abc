import os
import threading

from grading.sandbox.tasks import tasks_of
from tests.grading.sandbox.children import in_child

NOBODY_HAS_IT = 4_000_000_000
STRANGER = 60_691  # see tests/grading/languages/workbench.py


def test_threads_count_as_processes_do():
    def counted() -> int:
        if os.geteuid() == 0:  # who has many other processes, which come and go
            os.setuid(STRANGER)
        before = tasks_of(os.getuid())
        end = threading.Event()
        threads = [threading.Thread(target=end.wait) for _ in range(20)]
        for thread in threads:
            thread.start()
        more = tasks_of(os.getuid()) - before
        end.set()
        return more

    assert in_child(counted) >= 20


def test_a_user_without_processes_has_none():
    assert tasks_of(NOBODY_HAS_IT) == 0
