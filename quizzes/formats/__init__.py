"""Parsers and writers of formats that somebody else defined: bytes or text in, plain values out."""
