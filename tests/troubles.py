"""Listens to a browser for everything that a careful developer's console would show."""

import re

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response, WebError

SERVER_ERROR = 500  # HTTP statuses from here on are our fault; RFC 9110, section 15.6

# A page that is left cuts short what it was fetching; nobody misses that.
LEFT_THE_PAGE = "net::ERR_ABORTED"


class Troubles:
    """Console errors (a breach of the page's policy is one), exceptions, failed requests."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        self.expected: list[str] = []

    def watch(self, context: BrowserContext) -> None:
        """Listen to every page that the context has or will have."""
        context.on("console", self.hear_console)
        context.on("weberror", self.hear_exception)
        context.on("requestfailed", self.hear_failure)
        context.on("response", self.hear_response)

    def expect(self, pattern: str) -> None:
        """Accept lines that hold this regular expression; one that never comes is no fault."""
        self.expected.append(pattern)

    def unexpected(self) -> list[str]:
        return [
            line
            for line in self.seen
            if not any(re.search(pattern, line) for pattern in self.expected)
        ]

    def hear_console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.seen.append(f"console: {message.text} ({message.location.get('url')})")

    def hear_exception(self, error: WebError) -> None:
        self.seen.append(f"exception: {error.error}")

    def hear_failure(self, request: Request) -> None:
        if request.failure != LEFT_THE_PAGE:
            self.seen.append(f"failed: {request.method} {request.url} {request.failure}")

    def hear_response(self, response: Response) -> None:
        if response.status >= SERVER_ERROR:
            self.seen.append(f"response: {response.status} {response.url}")
