"""Who may see what others think."""

from interview.rules.reviews import may_see_scorecards


def test_reviewer_writes_first_and_reads_afterwards():
    nobody = {"has_filled_in": False, "is_decided": False, "sees_every_position": False}

    assert not may_see_scorecards(**nobody)
    assert may_see_scorecards(**{**nobody, "has_filled_in": True})
    assert may_see_scorecards(**{**nobody, "is_decided": True})
    assert may_see_scorecards(**{**nobody, "sees_every_position": True})
