"""The people who are invited."""

from django.db import transaction

from interview.models import Candidate


@transaction.atomic
def find_or_add(*, name: str, email: str, language: str) -> tuple[Candidate, bool]:
    """Return the candidate with this address, whatever its case, and whether they are new.

    One who is known keeps their name, language and accommodation.
    """
    known = Candidate.objects.filter(email__iexact=email).first()
    if known is not None:
        return known, False
    return Candidate.objects.create(name=name, email=email, language=language), True
