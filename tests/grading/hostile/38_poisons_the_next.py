# Leaves what an interpreter would import or read at its start, as far as it can: folders with
# tempting names, and variables. The next run finds Python as it was.
# verdict: accepted
# runs: 2
# expected: "as it was"
import os
import sys

clean = not sys.path and "PYTHONSTARTUP" not in os.environ and sys.flags.isolated
for name in ("sitecustomize", "usercustomize", "encodings", "site-packages", "json", "hostile"):
    for place in (".", "/tmp"):
        for made in (f"{place}/{name}", f"{place}/{name}/__pycache__", f"{place}/{name}.pth"):
            try:
                os.mkdir(made)
            except OSError:
                pass
for name in ("sitecustomize", "usercustomize", "hostile"):
    try:
        __import__(name)
        clean = False
    except ImportError:
        pass
import json

os.environ["PYTHONSTARTUP"] = "hostile.py"
print("as it was" if clean and json.loads("1") == 1 else "poisoned")
