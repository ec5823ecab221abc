"""What reviewers fill in on the result page."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from interview.choices import Outcome
from interview.models import Criterion, Position, Scorecard
from interview.rules import rubric


class ScoreForm(forms.Form):
    """Points for one submission, by hand."""

    points = forms.DecimalField(label=_("Points"), min_value=0, decimal_places=2, max_digits=7)
    comment = forms.CharField(
        label=_("Why"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, points: Decimal | int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["points"]
        field.widget.attrs.update({"max": points, "step": "0.5", "inputmode": "decimal"})


class ScorecardForm(forms.Form):
    """One reviewer's view: a level for each criterion, a recommendation and a comment."""

    recommendation = forms.ChoiceField(
        label=_("Recommendation"), choices=Outcome, widget=forms.RadioSelect
    )
    comment = forms.CharField(
        label=_("Comment"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(
        self,
        *args: Any,
        criteria: Iterable[Criterion],
        scorecard: Scorecard | None = None,
        **kwargs: Any,
    ) -> None:
        self.criteria = list(criteria)
        super().__init__(*args, **{"initial": _initial(scorecard), **kwargs})
        for criterion in self.criteria:
            self.fields[_name(criterion)] = forms.TypedChoiceField(
                label=criterion.name,
                choices=_levels(criterion),
                coerce=int,
                required=False,
                empty_value=None,
                widget=forms.RadioSelect,
            )
        self.order_fields([*map(_name, self.criteria), "recommendation", "comment"])

    @property
    def levels(self) -> dict[Criterion, int]:
        """The levels that were chosen; a criterion may be left out."""
        return {
            criterion: level
            for criterion in self.criteria
            if (level := self.cleaned_data[_name(criterion)]) is not None
        }


class DecisionForm(forms.Form):
    """Advance, hold or reject, and why; with words for the candidate where they are disclosed."""

    outcome = forms.ChoiceField(label=_("Outcome"), choices=Outcome, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For your colleagues. The candidate does not get it."),
    )
    feedback = forms.CharField(
        label=_("Words for the candidate"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The candidate reads them at the link. Say what was good, and what to learn."),
    )

    def __init__(self, *args: Any, position: Position, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not position.tells_feedback:
            del self.fields["feedback"]


def _name(criterion: Criterion) -> str:
    return f"level_{criterion.pk}"


def _levels(criterion: Criterion) -> list[tuple[int, str]]:
    words = rubric.anchors(criterion.levels)
    return [(level, f"{level} · {words[level]}" if words[level] else str(level)) for level in words]


def _initial(scorecard: Scorecard | None) -> dict[str, Any]:
    if scorecard is None:
        return {}
    levels = {f"level_{line.criterion_id}": line.level for line in scorecard.lines.all()}
    return {
        "recommendation": scorecard.recommendation,
        "comment": scorecard.comment,
        **levels,
    }
