"""What only packages of the format ``legacy``, or its subset ``legacy-icpc``, have.

Source: Kattis/problem-package-format, ``spec/legacy.md`` and ``spec/legacy-icpc.md``.
"""
