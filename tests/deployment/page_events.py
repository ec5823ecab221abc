"""Events of visitors, as the two kinds of API Gateway send them.

Source: "Create AWS Lambda proxy integrations for HTTP APIs" (2.0) and "Input format of a Lambda
function for proxy integration" (1.0), API Gateway's developer guide.
"""

from typing import Any
from urllib.parse import parse_qs, urlencode

HOST = "interviews.example"
VISITOR = "203.0.113.7"  # RFC 5737: an address for documentation
FORGED = "198.51.100.9"

FORM = "application/x-www-form-urlencoded"


def http_api(path: str, *, form: dict[str, str] | None = None, **headers: str) -> dict[str, Any]:
    """Return an event of an HTTP API, payload format 2.0, at its own address, stage `web`."""
    path, _, query = path.partition("?")
    return {
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": f"/web{path}",
        "rawQueryString": query,
        "headers": {
            "host": HOST,
            "x-forwarded-for": f"{FORGED}, {VISITOR}",
            "x-forwarded-proto": "https",
            **({"content-type": FORM} if form else {}),
            **headers,
        },
        "requestContext": {
            "accountId": "123456789012",
            "apiId": "api",
            "domainName": HOST,
            "http": {
                "method": "POST" if form else "GET",
                "path": f"/web{path}",
                "protocol": "HTTP/1.1",
                "sourceIp": VISITOR,
                "userAgent": "test",
            },
            "requestId": "here",
            "stage": "web",
        },
        **({"body": urlencode(form)} if form else {}),
        "isBase64Encoded": False,
    }


def rest_api(path: str, *, form: dict[str, str] | None = None, **headers: str) -> dict[str, Any]:
    """Return an event of a REST API, payload format 1.0, behind a domain of its own."""
    path, _, query = path.partition("?")
    sent = {
        "Host": HOST,
        "X-Forwarded-For": f"{FORGED}, {VISITOR}, 192.0.2.1",
        "X-Forwarded-Proto": "https",
        **({"Content-Type": FORM} if form else {}),
        **headers,
    }
    return {
        "resource": "/{proxy+}",
        "path": path,
        "httpMethod": "POST" if form else "GET",
        "headers": sent,
        "multiValueHeaders": {name: [value] for name, value in sent.items()},
        "queryStringParameters": {k: v[-1] for k, v in parse_qs(query).items()} or None,
        "multiValueQueryStringParameters": parse_qs(query) or None,
        "pathParameters": {"proxy": path.lstrip("/")},
        "stageVariables": None,
        "requestContext": {
            "accountId": "123456789012",
            "apiId": "api",
            "domainName": HOST,
            "httpMethod": "POST" if form else "GET",
            "identity": {"sourceIp": VISITOR, "userAgent": "test"},
            "path": path,
            "protocol": "HTTP/1.1",
            "requestId": "here",
            "resourcePath": "/{proxy+}",
            "stage": "web",
        },
        "body": urlencode(form) if form else None,
        "isBase64Encoded": False,
    }
