"""Who may see what others think."""


def may_see_scorecards(*, has_filled_in: bool, is_decided: bool, sees_every_position: bool) -> bool:
    """Say whether a member of staff may see the scorecards of others.

    A reviewer writes first and reads afterwards: whoever has read the others'
    view reports it as their own. Administrators answer for the whole and see all.

    Source: Greenhouse, "How scorecard peeking can create bias in hiring".
    """
    return has_filled_in or is_decided or sees_every_position
