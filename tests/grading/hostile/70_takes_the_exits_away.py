# Takes away all that a harness may end with: exits, tracebacks, its standard files, which it
# closes or crosses. What counts is what stands in its output at the end: nothing.
# verdict: wrong_answer run_time_error
import atexit
import os
import sys
import traceback


def nothing(*_arguments: object, **_more: object) -> None:
    return None


print("never seen")
sys.exit = os._exit = os.abort = os.kill = nothing
traceback.print_exception = traceback.format_exception = nothing
sys.unraisablehook = sys.excepthook = nothing
atexit.register(lambda: os.close(1))
for pair in ((0, 1), (2, 1)):
    try:
        os.dup2(*pair)
    except OSError:
        pass
os.close(0)
os.close(1)
sys.stdout = sys.stderr = sys.__stdout__ = sys.__stderr__ = None
