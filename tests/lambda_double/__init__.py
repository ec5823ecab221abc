"""A double of Lambda's rules: what AWS Lambda is reported to refuse is refused here too.

    python -m tests.lambda_double [--user-id N] -- COMMAND...

It runs the command as a user without rights or capabilities, alone with its own processes
and System V objects, with no ``/dev/shm``, behind a filter of system calls (``rules``). What
is only believed to be refused goes on working: a hostile program must not be held by a guess.

Left as they are: ``process_vm_readv`` and ``_writev``, ``prlimit``, signals, System V IPC,
keyrings, memfds. NoNewPrivs stays 0, which the real place is reported to have too.

Only root can bring this about: who lacks NoNewPrivs needs CAP_SYS_ADMIN for a filter.
"""
