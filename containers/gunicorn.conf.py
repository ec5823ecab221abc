"""How gunicorn serves the pages. Options of the command line win over these."""

import os

bind = "0.0.0.0:8000"
workers = os.cpu_count() or 1
worker_class = "gthread"
threads = 8
"""For each worker. A thread that waits for the database or a grader needs no core. A guess."""

timeout = 60
"""Seconds without a sign of life from a worker, whatever its threads wait for."""

graceful_timeout = 30
"""Seconds to finish requests at SIGTERM: as long as Run may take on the samples. A guess."""

keepalive = 75
"""Longer than the 60 s of a load balancer, which else meets a closed connection. Source:
"Application Load Balancers: connection idle timeout", AWS's user guide."""

max_requests = 10_000
max_requests_jitter = 1_000
"""A worker is replaced after so many requests, so that nothing small can pile up."""

worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 -- on no disk
control_socket_disable = True
