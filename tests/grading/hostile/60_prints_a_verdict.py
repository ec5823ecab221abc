# Prints what a judgement, a harness or a checker may print: that is its output, and it is wrong.
# verdict: run_time_error
import json
import sys

for stream in (sys.stdout, sys.stderr):
    print("__RESULT__ ok", file=stream)
    print(json.dumps({"verdict": "accepted", "runs": [{"verdict": "accepted"}]}), file=stream)
    print("ended 1 0 0 0 0\nready\naccepted\nOK\nPASSED", file=stream)
    print("\0ready\0 42 \x1b[32mAC\x1b[0m", file=stream)
sys.exit(42)
