"""Our check of signatures agrees with a library's, and takes nothing that was altered."""

from functools import cache

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding
from cryptography.hazmat.primitives.asymmetric import rsa as library
from hypothesis import given
from hypothesis import strategies as st

from interview.integrations.bounces.rsa import is_signed, key_of, signed_block
from tests.interview.sns import certificate_for, key_and_certificate

DIGESTS = {"sha1": hashes.SHA1(), "sha256": hashes.SHA256()}


@cache
def key_of_ours():
    return key_of(key_and_certificate()[1].decode())


def signature_of(content: bytes, digest: str) -> bytes:
    return key_and_certificate()[0].sign(content, padding.PKCS1v15(), DIGESTS[digest])


def test_the_key_of_a_certificate_is_the_one_that_a_library_finds():
    numbers = key_and_certificate()[0].public_key().public_numbers()

    assert (key_of_ours().modulus, key_of_ours().exponent) == (numbers.n, numbers.e)


@given(st.binary(max_size=300), st.sampled_from(sorted(DIGESTS)))
def test_what_a_library_signed_is_taken(content, digest):
    signature = signature_of(content, digest)

    assert is_signed(content=content, signature=signature, key=key_of_ours(), digest=digest)


@given(st.integers(min_value=0, max_value=2047), st.sampled_from(sorted(DIGESTS)))
def test_a_signature_with_one_bit_changed_is_not(bit, digest):
    signature = bytearray(signature_of(b"content", digest))
    signature[bit // 8] ^= 1 << bit % 8

    assert not is_signed(
        content=b"content", signature=bytes(signature), key=key_of_ours(), digest=digest
    )


@pytest.mark.parametrize(
    "signature",
    [b"", b"\x00" * 256, b"\xff" * 256, b"\x01", signature_of(b"content", "sha256")[:-1]],
    ids=["none", "zero", "above the modulus", "short", "cut"],
)
def test_what_is_no_signature_at_all_is_not_taken(signature):
    key = key_of_ours()

    assert not is_signed(content=b"content", signature=signature, key=key, digest="sha256")


def test_a_signature_is_of_one_digest_only():
    signature = signature_of(b"content", "sha1")

    assert not is_signed(
        content=b"content", signature=signature, key=key_of_ours(), digest="sha256"
    )


def test_a_block_is_padded_as_the_standard_says():
    block = signed_block(b"", digest="sha256", size=256)

    assert (len(block), block[:2], block[2:204], block[204]) == (256, b"\0\1", b"\xff" * 202, 0)


@pytest.mark.parametrize(
    "certificate",
    [
        certificate_for(ec.generate_private_key(ec.SECP256R1())),
        certificate_for(library.generate_private_key(65537, 1024)),
        b"-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n",
        b"-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
        b"no certificate",
    ],
    ids=["another kind", "too small", "empty", "cut", "none"],
)
def test_a_certificate_that_is_no_good_is_refused(certificate):
    with pytest.raises(ValueError, match=r"certificate|PEM|unpack"):
        key_of(certificate.decode())
