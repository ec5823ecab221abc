"""Which save takes the place of which; what a page tells, honest or not."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.rules.saving import (
    LONGEST,
    MOST_OBSERVATIONS,
    NOTHING,
    Absence,
    Fate,
    Paste,
    SinceLast,
    Writing,
    fate_of,
    may_write,
    read_revision,
    read_since_last,
)

ANY_PAGE = st.sampled_from(["", "a", "b"])
SEQUENCE = st.integers(0, 5)
WRITING = st.builds(Writing, ANY_PAGE, SEQUENCE)


@pytest.mark.parametrize(
    ("sent", "base", "fate"),
    [
        (Writing("a", 3), 7, Fate.REPLACES),
        (Writing("a", 3), 1, Fate.REPLACES),
        (Writing("a", 2), 7, Fate.OUTRUN),
        (Writing("a", 1), 7, Fate.OUTRUN),
        (Writing("b", 1), 7, Fate.REPLACES),
        (Writing("b", 9), 6, Fate.CONFLICTS),
        (Writing(), 7, Fate.REPLACES),
        (Writing(), 6, Fate.CONFLICTS),
    ],
)
def test_a_page_follows_on_itself_and_anybody_else_on_what_they_have_seen(sent, base, fate):
    standing = Writing("a", 2)

    assert fate_of(sent, base_revision=base, standing=standing, standing_revision=7) is fate


@given(sent=WRITING, standing=WRITING, base=st.integers(0, 9), revision=st.integers(0, 9))
def test_nothing_is_replaced_that_its_writer_neither_wrote_nor_saw(sent, standing, base, revision):
    fate = fate_of(sent, base_revision=base, standing=standing, standing_revision=revision)

    is_own = sent.page != "" and sent.page == standing.page
    if fate is Fate.REPLACES:
        assert base == revision or is_own
    if is_own:
        assert (fate is Fate.REPLACES) == (sent.sequence > standing.sequence)


@pytest.mark.parametrize(
    ("session", "active", "may"), [(1, 1, True), (1, 2, False), (None, 2, True), (1, 0, True)]
)
def test_the_active_browser_writes_and_any_before_one_has_come(session, active, may):
    assert may_write(session, active_session=active) is may


def test_a_page_tells_of_pastes_and_absences():
    observed = {
        "pastes": [
            {"characters": 12, "from": "inside", "save": 1},
            {"characters": 812, "from": "outside", "save": 2},
        ],
        "absences": [{"ms": 61_000, "save": 1}, {"ms": 2_000, "save": 2}],
    }

    told = read_since_last(page="abc", sequence="2", observed=json.dumps(observed))

    assert told.to_json() == {
        "pastes": [
            {"characters": 12, "from": "inside"},
            {"characters": 812, "from": "outside"},
        ],
        "away_ms": 63_000,
        "times_away": 2,
    }


def test_what_an_earlier_save_told_is_not_told_twice():
    told = SinceLast(
        Writing("abc", 3),
        pastes=(Paste(5, True, first_told=2), Paste(6, True, first_told=3)),
        absences=(Absence(5, first_told=2), Absence(6, first_told=3)),
    )

    after = told.after(Writing("abc", 2))

    assert (after.pastes, after.absences) == (told.pastes[1:], told.absences[1:])
    assert told.after(Writing("another", 2)) == told


@pytest.mark.parametrize(
    "observed",
    [
        "",
        "null",
        "[]",
        "{",
        '{"pastes": 3}',
        '{"pastes": [3, null]}',
        "[" * 100_000,
        '{"absences": {}}',
    ],
)
def test_nonsense_tells_nothing_and_stops_no_save(observed):
    told = read_since_last(page="abc", sequence="1", observed=observed)

    assert told == SinceLast(Writing("abc", 1))


@pytest.mark.parametrize(
    ("page", "sequence"),
    [
        ("", "1"),
        ("abc", "0"),
        ("abc", "-1"),
        ("abc", "x"),
        ("abc", "\uff11"),
        ("a" * 33, "1"),
        ("ä", "1"),
    ],
)
def test_a_save_without_a_page_or_number_is_that_of_a_form_without_scripts(page, sequence):
    assert read_since_last(page=page, sequence=sequence, observed="{}") == NOTHING


def test_forged_numbers_are_kept_within_bounds():
    pastes = [{"characters": 10**30, "from": "inside", "save": True}] * (MOST_OBSERVATIONS + 1)

    told = read_since_last(page="abc", sequence="9" * 10, observed=json.dumps({"pastes": pastes}))

    assert told.writing.sequence == LONGEST
    assert told.pastes == (Paste(LONGEST, True, 0),) * MOST_OBSERVATIONS


@pytest.mark.parametrize(("text", "revision"), [("7", 7), ("", 0), ("-1", 0), ("1e3", 0)])
def test_a_page_that_names_no_revision_has_seen_none(text, revision):
    assert read_revision(text) == revision
