# Calls Lambda's runtime interface, to answer this invocation itself, report an error, or take the
# next event: there is no socket, and no address in the environment.
# also: 63
# verdict: wrong_answer
# output: refused
import http.client
import os
import socket
import urllib.request

allowed = [name for name in os.environ if name.startswith(("AWS", "LAMBDA", "_"))]
PATHS = ("invocation/next", "invocation/1/response", "invocation/1/error", "init/error")
for host in ("127.0.0.1:9001", "[::1]:9001", "169.254.100.1:9001", "localhost:80"):
    for path in PATHS:
        try:
            connection = http.client.HTTPConnection(host, timeout=0.2)
            connection.request("POST", f"/2018-06-01/runtime/{path}", "accepted")
            allowed.append((host, path))
        except OSError:
            pass
    try:
        urllib.request.urlopen(f"http://{host}/2018-06-01/runtime/{PATHS[0]}", timeout=0.2)
        allowed.append(host)
    except (OSError, ValueError):
        pass
try:
    allowed.append(socket.getaddrinfo("secret.example.org", 53))
except OSError:
    pass
print(allowed or "refused")
