"""A browser without scripts: requests through the emulated HTTP API, cookies, forms, links."""

import html
import http.client
import re
from dataclasses import dataclass
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urljoin, urlsplit

PATIENCE_SECONDS = 60  # a guess: a cold start takes 2 s here, on a busy machine more
REDIRECTS = {301, 302, 303}


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, after redirects."""

    status: int
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def words(self) -> str:
        """Return what one reads on the page: no tags, no more than one blank."""
        visible = re.sub(r"<(script|style|head).*?</\1>|<[^>]*>", " ", self.text, flags=re.DOTALL)
        return " ".join(html.unescape(visible).split())

    def links(self, ending: str) -> list[str]:
        """Return what the page's `href` and `src` point at, as far as it ends so."""
        return [
            html.unescape(link)
            for link in re.findall(r'(?:href|src)="([^"]+)"', self.text)
            if urlsplit(link).path.endswith(ending)
        ]

    def action(self, ending: str) -> str:
        """Return the address to which one of the page's buttons sends its form."""
        (found,) = {
            address
            for address in re.findall(r'(?:form)?action="([^"]+)"', self.text)
            if address.endswith(ending)
        }
        return found

    def given(self) -> dict[str, str]:
        """Return the hidden fields of the page's forms, and the boxes that have to be ticked."""
        tags = re.findall(r'<input type="(?:hidden|checkbox)"[^>]*>', self.text)
        fields = [
            dict(re.findall(r' (name|value)="([^"]*)"', tag))
            for tag in tags
            if "checkbox" not in tag or " required" in tag
        ]
        return {field["name"]: html.unescape(field["value"]) for field in fields}


class Visitor:
    """One browser. To the site it looks as if it had come by https and the site's own name."""

    def __init__(self, *, endpoint_url: str, api_id: str, host: str) -> None:
        self._endpoint = urlsplit(endpoint_url)
        self._prefix = f"/_aws/execute-api/{api_id}/$default"
        self._host = host
        self._cookies: SimpleCookie = SimpleCookie()

    def get(self, path: str) -> Answer:
        return self._follow("GET", path, b"")

    def post(self, path: str, page: Answer, **fields: str) -> Answer:
        """Send a page's form to an address, with what stands in it and must be ticked."""
        body = urlencode({**page.given(), **fields}).encode()
        return self._follow("POST", path, body, referrer=page.path)

    def _follow(self, method: str, path: str, body: bytes, referrer: str = "/") -> Answer:
        for _ in range(5):
            answer = self._request(method, path, body, referrer)
            assert answer.status < 400, f"{method} {path}: {answer.status} {answer.words[:500]}"
            if answer.status not in REDIRECTS:
                return answer
            target = urlsplit(urljoin(f"https://{self._host}{path}", answer.headers["location"]))
            assert target.netloc == self._host, f"sent away to {target.netloc}"
            method, path, body = "GET", target.path, b""
        raise AssertionError(f"redirected without an end, at last to {path}")

    def _request(self, method: str, path: str, body: bytes, referrer: str) -> Answer:
        connection = http.client.HTTPConnection(
            str(self._endpoint.hostname), self._endpoint.port, timeout=PATIENCE_SECONDS
        )
        headers = {
            "Host": self._host,
            "Referer": f"https://{self._host}{referrer}",
            "Cookie": "; ".join(f"{name}={it.value}" for name, it in self._cookies.items()),
        }
        if method == "POST":
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, self._prefix + path, body or None, headers)
            response = connection.getresponse()
            for name, value in response.getheaders():
                if name.lower() == "set-cookie":
                    self._cookies.load(value)
            shown = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, path, shown, response.read())
        finally:
            connection.close()
