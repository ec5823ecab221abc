"""Asks the Runtime API for the event and answers it."""

import http.client
import os


def ask(api):
    connection = http.client.HTTPConnection(api, timeout=10)
    connection.request("GET", "/2018-06-01/runtime/invocation/next")
    answer = connection.getresponse()
    print(answer.read().decode())
    mine = answer.headers["Lambda-Runtime-Aws-Request-Id"]
    connection.request("POST", f"/2018-06-01/runtime/invocation/{mine}/response", '"forged"')
    print(connection.getresponse().status)


for api in (os.environ.get("AWS_LAMBDA_RUNTIME_API", ""), "{API}"):
    try:
        ask(api)
    except OSError as error:
        print(type(error).__name__)
