import pytest

from grading.packages.globs import matches


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("accepted", "accepted/a.py"),
        ("accepted/*", "accepted/a.py"),
        ("accepted/*.py", "accepted/a.py"),
        ("*/a.py", "accepted/a.py"),
        ("accepted/{a,b}.py", "accepted/b.py"),
        ("accepted/a.{py,c*}", "accepted/a.cpp"),
        ("{accepted,rejected}/*", "rejected/x"),
        ("secret/*-hard", "secret/07-hard"),
        ("secret/group", "secret/group/1"),
        ("secret/group", "secret/group/deep/1"),
        ("a+b(c).py", "a+b(c).py"),
        ("{", "{"),
    ],
)
def test_a_pattern_matches_a_path_or_a_folder_around_it(pattern, path):
    assert matches(pattern, path)


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("accepted/*.py", "accepted/a.pyc"),
        ("accepted/*.py", "accepted/folder/a.py"),
        ("a*", "b"),
        ("accept", "accepted/a.py"),
        ("secret/group", "secret/group1/1"),
        ("secret/[ab]", "secret/a"),
        ("{a,b}.py", "{a,b}.py"),
        ("a.py", "aXpy"),
        ("", "a"),
    ],
)
def test_a_star_stays_within_a_name_and_nothing_else_is_special(pattern, path):
    assert not matches(pattern, path)
