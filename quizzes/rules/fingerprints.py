"""What stands for a text where the text itself must not be."""

from collections.abc import Sequence
from hashlib import sha256


def fingerprint(text: str, choices: Sequence[str] = ()) -> str:
    """Return the SHA-256 of an answer's content, in 64 hexadecimal digits.

    Half a surrogate pair, which UTF-8 has no bytes for, counts as its three
    bytes by WTF-8.
    """
    content = "\0".join([text, *choices])
    return sha256(content.encode("utf-8", "surrogatepass")).hexdigest()
