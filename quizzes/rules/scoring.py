"""Points, computed from facts. Changing a weight never runs candidate code again."""

from collections.abc import Collection, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from quizzes.choices import Counting, Verdict

CENT = Decimal("0.01")


def share_of(points: int, *, part: Decimal | int, whole: Decimal | int) -> Decimal:
    """Return a part of the points, in hundredths, never below 0 nor above all of them."""
    if whole <= 0:
        return Decimal("0.00")
    share = Decimal(points) * Decimal(part) / Decimal(whole)
    return min(max(share, Decimal(0)), Decimal(points)).quantize(CENT, ROUND_HALF_UP)


def single_choice_points(
    chosen: Collection[str], *, correct: Collection[str], points: int
) -> Decimal:
    """Return all the points for exactly the right choice, otherwise none."""
    return share_of(points, part=int(set(chosen) == set(correct)), whole=1)


def multiple_choice_points(
    chosen: Collection[str], *, correct: Collection[str], points: int
) -> Decimal:
    """Return points for right choices less wrong ones, out of all right ones.

    Ticking everything therefore earns no more than knowing nothing does, when
    there are as many wrong choices as right ones.
    """
    right = len(set(chosen) & set(correct))
    wrong = len(set(chosen) - set(correct))
    return share_of(points, part=right - wrong, whole=len(set(correct)))


def coding_points(
    verdicts: Mapping[str, str], *, weights: Mapping[str, int], points: int
) -> Decimal:
    """Return points in proportion to the weight of the accepted test cases.

    verdicts: by test case code; a test case that was not run earns nothing.
    weights: by test case code, whole numbers from 0.
    """
    earned = sum(
        weight for code, weight in weights.items() if verdicts.get(code) == Verdict.ACCEPTED
    )
    return share_of(points, part=earned, whole=sum(weights.values()))


def counting_points(in_order: Sequence[Decimal], *, counting: str) -> Decimal:
    """Return the points of an answer from those of its graded submissions, oldest first."""
    if not in_order:
        return Decimal("0.00")
    return max(in_order) if counting == Counting.BEST else in_order[-1]


def total_points(points: Collection[Decimal]) -> Decimal:
    """Return the points of a whole attempt."""
    return sum(points, Decimal("0.00"))
