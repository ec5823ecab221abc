"""How bad a thing must be that axe finds."""


def serious(findings: list[str]) -> list[str]:
    """Keep what locks somebody out; axe calls the rest moderate or minor."""
    return [finding for finding in findings if "(serious)" in finding or "(critical)" in finding]
