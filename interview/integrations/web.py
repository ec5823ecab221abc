"""Reads pages as a visitor's browser does, to learn whether they are there."""

import urllib.error
import urllib.request
from dataclasses import dataclass
from email.message import Message
from http.cookiejar import CookieJar
from urllib.parse import urlencode, urlsplit

TIMEOUT_SECONDS = 15
"""For one answer. A function that starts anew takes a second or two; the rest is patience."""

LONGEST_ANSWER_BYTES = 4 * 1024 * 1024


class NoAnswer(Exception):
    """Nobody answered; the message says how, in the system's words."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. ``url`` is where it came from, after redirects."""

    status: int
    headers: Message
    body: bytes
    url: str

    @property
    def text(self) -> str:
        return self.body.decode(errors="replace")

    @property
    def request_id(self) -> str:
        """By which the page's lines are found in the log; empty if it is not ours."""
        return self.headers.get("X-Request-ID", "")


class Browser:
    """Keeps cookies and follows redirects, like a browser without scripts."""

    def __init__(self) -> None:
        self._cookies = CookieJar()
        self._opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(self._cookies)
        )

    def get(self, url: str) -> Answer:
        """Raises NoAnswer; an answer of any status is one."""
        return self._open(urllib.request.Request(url))  # noqa: S310 -- checked in _open

    def post(self, url: str, fields: dict[str, str]) -> Answer:
        """Send a form with its CSRF token, as the page that was read last allows it."""
        sent = {**fields, "csrfmiddlewaretoken": self._cookie("csrftoken")}
        request = urllib.request.Request(  # noqa: S310 -- checked in _open
            url, data=urlencode(sent).encode(), headers={"Referer": url}
        )
        return self._open(request)

    def _cookie(self, name: str) -> str:
        return next((one.value or "" for one in self._cookies if one.name == name), "")

    def _open(self, request: urllib.request.Request) -> Answer:
        if urlsplit(request.full_url).scheme not in {"http", "https"}:
            raise NoAnswer(f"{request.full_url} is no address of a page.")
        try:
            with self._opener.open(request, timeout=TIMEOUT_SECONDS) as answer:
                body = answer.read(LONGEST_ANSWER_BYTES)
                return Answer(answer.status, answer.headers, body, answer.url)
        except urllib.error.HTTPError as error:
            with error:
                body = error.read(LONGEST_ANSWER_BYTES)
                return Answer(error.code, error.headers, body, error.url or request.full_url)
        except urllib.error.URLError as error:
            raise NoAnswer(str(error.reason)) from error
        except (OSError, ValueError) as error:
            raise NoAnswer(f"{type(error).__name__}: {error}") from error
