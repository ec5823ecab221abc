"""What a rule means, said a second time and in another way than the assembler does."""

from grading.sandbox.filters.rules import ALLOW, Action, Check, Rule


def meaning(rule: Rule, arguments: tuple[int, ...]) -> Action:
    """Return the action of a rule for six arguments of 64 bits."""
    if not isinstance(rule, Check):
        return rule
    for case in rule.cases:
        if all((arguments[one.argument] & one.mask) in one.values for one in case):
            return ALLOW
    return rule.otherwise
