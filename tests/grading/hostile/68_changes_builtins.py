# Replaces everything that the last lines of a grader might call. It fools only itself.
# verdict: wrong_answer run_time_error
import atexit
import builtins
import gc
import os
import sys
import traceback


def accept(*_arguments: object, **_more: object) -> None:
    return None


class Accepting:
    def __getattr__(self, name: str) -> object:
        return accept


real_exit = os._exit
os._exit = accept
sys.exit = accept
sys.excepthook = accept
sys.stdout = sys.stderr = Accepting()
traceback.print_exception = accept
atexit._run_exitfuncs = accept
gc.enable = accept
for name in ("print", "open", "input", "exec", "isinstance", "list", "type", "BaseException"):
    setattr(builtins, name, accept)
sys.modules.clear()
