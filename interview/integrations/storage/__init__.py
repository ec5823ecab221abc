"""Where files are kept: static ones for everybody, private ones for who has a link.

static.py     names with hashes; asked by every page, so without boto3
buckets.py    the two buckets, through django-storages
"""
