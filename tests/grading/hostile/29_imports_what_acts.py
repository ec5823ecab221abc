# Imports modules whose import does something: opens a browser, prints, starts tests. What a
# text names is imported beforehand, outside the limits of a run, but those are not.
# verdict: run_time_error wrong_answer
# output: once
import io
import sys

kept, sys.stdout = sys.stdout, io.StringIO()
import this

imported, sys.stdout = sys.stdout.getvalue(), kept
print("once" if imported.startswith("The Zen") else "imported beforehand")
try:
    import antigravity
    import idlelib.idle
    import test.autotest
    import turtledemo
except ImportError:
    pass
