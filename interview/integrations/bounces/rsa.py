"""Checks an RSA signature with the public key of a certificate, by the standard library alone.

A function's zip has no room for a library of cryptography, and this needs no
secret: the key is public, and the signed block is made anew and compared whole,
so that there is no padding to parse, where such checks have gone wrong. Whose
the certificate is, it does not ask: it came from Amazon's own address, by TLS.

Source: RFC 8017, sections 8.2.2 and 9.2 (RSASSA-PKCS1-v1_5); RFC 5280, section 4.1.
"""

import hashlib
import hmac
import ssl
from collections.abc import Iterator
from dataclasses import dataclass

SMALLEST_BITS = 2048
"""Source: NIST SP 800-131A, revision 2, table 2."""

DIGEST_INFO = {
    "sha1": bytes.fromhex("3021300906052b0e03021a05000414"),
    "sha256": bytes.fromhex("3031300d060960864801650304020105000420"),
}
"""What precedes a hash in the block. Source: RFC 8017, section 9.2, note 1."""

RSA_ENCRYPTION = bytes.fromhex("2a864886f70d010101")
"""Source: RFC 8017, appendix A.1, rsaEncryption."""

SEQUENCE, INTEGER, BIT_STRING, OBJECT, VERSION = 0x30, 0x02, 0x03, 0x06, 0xA0
LONG_LENGTH = 0x80


@dataclass(frozen=True, slots=True)
class PublicKey:
    modulus: int
    exponent: int

    @property
    def size_bytes(self) -> int:
        return (self.modulus.bit_length() + 7) // 8


def is_signed(*, content: bytes, signature: bytes, key: PublicKey, digest: str) -> bool:
    """Say whether the owner of the key signed this content. digest: "sha1" or "sha256"."""
    if len(signature) != key.size_bytes:
        return False
    number = int.from_bytes(signature)
    if number >= key.modulus:
        return False
    block = pow(number, key.exponent, key.modulus).to_bytes(key.size_bytes)
    return hmac.compare_digest(block, signed_block(content, digest=digest, size=key.size_bytes))


def signed_block(content: bytes, *, digest: str, size: int) -> bytes:
    """Return what a signature of this content holds: padding of a known form, and the hash."""
    told = DIGEST_INFO[digest] + hashlib.new(digest, content).digest()
    return b"\x00\x01" + b"\xff" * (size - len(told) - 3) + b"\x00" + told


def key_of(certificate: str) -> PublicKey:
    """Return the key of a certificate in PEM.

    Raises:
        ValueError: it is none, or its key is of another kind or too small.
    """
    try:
        return _key_in(ssl.PEM_cert_to_DER_cert(certificate))
    except (IndexError, StopIteration) as error:
        raise ValueError("The certificate ends too early.") from error


def _key_in(certificate: bytes) -> PublicKey:
    (_, signed), *_ = _parts(_one(certificate, SEQUENCE))
    fields = [value for tag, value in _parts(signed) if tag != VERSION]
    # serial number, algorithm, issuer, validity, subject, and then the key
    (_, algorithm), (tag, bits) = _parts(fields[5])
    if next(_parts(algorithm)) != (OBJECT, RSA_ENCRYPTION) or tag != BIT_STRING:
        raise ValueError("The certificate's key is not for RSA.")
    modulus, exponent = _parts(_one(bits[1:], SEQUENCE))
    key = PublicKey(_number(*modulus), _number(*exponent))
    if key.modulus.bit_length() < SMALLEST_BITS or key.exponent <= 1:
        raise ValueError("The certificate's key is too small.")
    return key


def _parts(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield tag and value of each part of a DER encoding."""
    at = 0
    while at < len(data):
        tag, length = data[at], data[at + 1]
        at += 2
        if length >= LONG_LENGTH:
            size = length - LONG_LENGTH
            length = int.from_bytes(data[at : at + size])
            at += size
        if at + length > len(data):
            raise ValueError("The certificate ends too early.")
        yield tag, data[at : at + length]
        at += length


def _one(data: bytes, tag: int) -> bytes:
    """Return the value of an encoding that is one part of this kind."""
    ((found, value),) = _parts(data)
    if found != tag:
        raise ValueError("The certificate is not built as one.")
    return value


def _number(tag: int, value: bytes) -> int:
    if tag != INTEGER:
        raise ValueError("The certificate's key is not made of numbers.")
    return int.from_bytes(value, signed=True)
