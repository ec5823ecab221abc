"""What stands behind `make`: setting up, serving, testing, looking for faults.

Started by dev.py with the Python of .venv, from the top of the checkout.
Standard library only, and nothing of the product imports it.
"""
