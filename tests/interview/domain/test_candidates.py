"""Who is invited is one person for each address."""

import pytest

from interview.domain.candidates import find_or_add
from interview.models import Candidate
from tests.factories import CandidateFactory

pytestmark = pytest.mark.django_db


def test_new_address_makes_a_candidate():
    candidate, is_new = find_or_add(name="Nia", email="nia@example.org", language="zh-hant")

    assert is_new
    assert Candidate.objects.get() == candidate
    assert (candidate.name, candidate.language) == ("Nia", "zh-hant")


def test_known_address_keeps_its_person_whatever_the_case():
    known = CandidateFactory(name="Nia", email="nia@example.org", extra_time_percent=50)

    candidate, is_new = find_or_add(name="Other", email="NIA@example.org", language="zh-hant")

    assert (candidate, is_new) == (known, False)
    assert (candidate.name, candidate.language, candidate.extra_time_percent) == ("Nia", "en", 50)
