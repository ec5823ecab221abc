"""What stands behind `make`: setting up, serving, testing, looking for faults.

Started by dev.py with the Python of .venv, from the top of the checkout.
Standard library only, and nothing of the product imports it.
"""

import os

# As dev.py has it, for those who start a program or a test without it: a company's own
# certificate counts when uv fetches something.
os.environ.setdefault("UV_SYSTEM_CERTS", "true")
