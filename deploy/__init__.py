"""Puts the product into an AWS account, keeps it as wanted there, and takes it away again.

    python -m deploy plan       what would be made or changed
    python -m deploy up         the same, and does it
    python -m deploy export     the database and the files, into a folder
    python -m deploy destroy    an export, then everything that `up` made is removed

    __main__ -> commands -> blueprint -> resources -> aws
                         -> questions, settings, rights

A resource knows three things: what is there, how to make it as wanted, how to remove it
(`plan.Resource`). `blueprint.py` lists all of them in the order in which they need each other.
"""
