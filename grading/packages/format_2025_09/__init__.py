"""What only packages of the format ``2025-09`` have.

Source: Kattis/problem-package-format, ``spec/2025-09.md``. Its drafts, of which
``2023-07-draft`` is the one in use, are read by the same rules.
"""
