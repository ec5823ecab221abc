"""The file "my answers": what a candidate takes along, and an interviewer can load.

    {"format": "interview-answers-1", "signature": "<hex>", "payload": "<JSON>"}

The payload is a string, so that what is signed are bytes and not a way of
writing JSON. The signature is HMAC-SHA-256 by a key that is made of our secret
and the browser's session. The page holds that key, to make the file where no
line is: a good signature says which browser it comes from and that nobody else
changed it, not when it was written.
"""

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.dateparse import parse_datetime

FORMAT = "interview-answers-1"
LIMIT_BYTES = 1_500_000
"""The largest file read: five full answers. Source: a form may hold 2 MiB, by settings.py, and
staff look into the file before they load it, so that it goes to and fro in one."""


class UnreadableFile(Exception):
    """The file is not one of ours. ``reason`` is "format", "signature" or "content"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class FiledAnswer:
    """One answer in a file. revision: of the saved answer on which it was typed."""

    number: int
    revision: int
    text: str
    choices: list[str]
    language: str


@dataclass(frozen=True, slots=True)
class AnswerFile:
    """made_at: by the clock of whoever made it. made_by: "server" or "browser"."""

    attempt: str
    session: int
    made_at: datetime
    made_by: str
    answers: list[FiledAnswer]


def key_of(session_code: str) -> str:
    """Return the key of one browser's files, in hexadecimal."""
    return salted_hmac(FORMAT, session_code, algorithm="sha256").hexdigest()


def write(file: AnswerFile, *, key: str) -> bytes:
    payload = json.dumps(
        {
            "attempt": file.attempt,
            "session": file.session,
            "made_at": file.made_at.isoformat(),
            "made_by": file.made_by,
            "answers": [
                {
                    "number": one.number,
                    "revision": one.revision,
                    "text": one.text,
                    "choices": one.choices,
                    "language": one.language,
                }
                for one in file.answers
            ],
        },
        ensure_ascii=False,
    )
    sealed = {"format": FORMAT, "signature": _signature(payload, key), "payload": payload}
    return json.dumps(sealed, indent=1).encode()


def read(data: bytes, *, keys: dict[int, str]) -> AnswerFile:
    """Return what a file holds. ``keys`` are those of the attempt's sessions, by number.

    Raises:
        UnreadableFile: it is no such file, was changed, or belongs to another attempt.
    """
    sealed = _object(data)
    payload, signature = sealed.get("payload"), sealed.get("signature")
    if sealed.get("format") != FORMAT or not isinstance(payload, str):
        raise UnreadableFile("format")
    found = _object(payload)
    key = keys.get(_whole(found.get("session")))
    if key is None or not isinstance(signature, str):
        raise UnreadableFile("signature")
    if not constant_time_compare(_signature(payload, key), signature):
        raise UnreadableFile("signature")
    return _file(found)


def _signature(payload: str, key: str) -> str:
    # Half a surrogate pair can only come from a changed file; its bytes fit no signature.
    data = payload.encode("utf-8", "surrogatepass")
    return hmac.new(bytes.fromhex(key), data, hashlib.sha256).hexdigest()


def _object(data: bytes | str) -> dict[str, Any]:
    if len(data) > LIMIT_BYTES:
        raise UnreadableFile("format")
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        raise UnreadableFile("format") from None
    if not isinstance(found, dict):
        raise UnreadableFile("format")
    return found


def _file(found: dict[str, Any]) -> AnswerFile:
    made_at = _moment(found.get("made_at"))
    answers = found.get("answers")
    if made_at is None or not isinstance(answers, list):
        raise UnreadableFile("content")
    return AnswerFile(
        attempt=_text(found.get("attempt")),
        session=_whole(found.get("session")),
        made_at=made_at,
        made_by="server" if found.get("made_by") == "server" else "browser",
        answers=[_answer(one) for one in answers],
    )


def _answer(found: Any) -> FiledAnswer:
    if not isinstance(found, dict) or not isinstance(found.get("choices"), list):
        raise UnreadableFile("content")
    return FiledAnswer(
        number=_whole(found.get("number")),
        revision=_whole(found.get("revision")),
        text=_text(found.get("text")),
        choices=[_text(one) for one in found["choices"]],
        language=_text(found.get("language")),
    )


def _moment(value: Any) -> datetime | None:
    try:
        moment = parse_datetime(_text(value))
    except ValueError:
        return None
    return moment if moment is not None and moment.tzinfo is not None else None


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise UnreadableFile("content")
    return value


def _whole(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise UnreadableFile("content")
    return value
