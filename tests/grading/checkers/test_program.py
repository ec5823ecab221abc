import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading.checkers import CheckerFault, Finding
from grading.checkers.program import arguments, read_finding
from grading.protocol import CheckerProgram, SourceFile


def finding(exit_code, **feedback):
    """Return what is made of an exit code and messages; an underscore is a dot."""
    files = {name.replace("_", "."): text for name, text in feedback.items()}
    return read_finding(exit_code=exit_code, ending="ended somehow", error=b"", feedback=files)


def test_a_checker_program_is_called_as_the_format_says():
    program = CheckerProgram("cpp", (SourceFile("v.cc", b""),), ("-p", "two words", ""))

    assert arguments(program, "/box") == (
        "/box/test.in",
        "/box/test.ans",
        "/box/feedback/",
        "-p",
        "two words",
        "",
    )


def test_42_is_yes_and_43_is_no():
    assert finding(42) == Finding(accepted=True, reason="The checker accepted it.")
    assert finding(43) == Finding(accepted=False, reason="the checker did not accept it")


def test_the_judges_message_is_the_reason_and_the_teams_message_the_candidates_feedback():
    assert finding(
        43,
        judgemessage_txt=b"Line 3:\n  expected 7,\x1b[31m got \xff\n",
        teammessage_txt=b"Nearly.\nLook at \0 again.\n",
    ) == Finding(
        accepted=False,
        reason=r"Line 3: expected 7,\x1b[31m got \xff",
        feedback="Nearly.\nLook at \\x00 again.",
    )


def test_what_is_neither_yes_nor_no_is_our_fault():
    for exit_code in (0, 1, 41, 44, 255, None):
        with pytest.raises(CheckerFault, match="the checker was ended by SIGSEGV, and wrote: Ouch"):
            read_finding(
                exit_code=exit_code, ending="was ended by SIGSEGV", error=b"\nOuch\n", feedback={}
            )


@pytest.mark.parametrize("exit_code", [42, 43])
@pytest.mark.parametrize(
    ("name", "wish"),
    [
        ("score.txt", "gives points"),
        ("score_multiplier.txt", "gives points"),
        ("nextpass.in", "asks for another pass"),
    ],
)
def test_a_wish_that_we_cannot_fulfil_is_refused_by_name(exit_code, name, wish):
    with pytest.raises(CheckerFault, match=f"the checker {wish} by a file {name}"):
        read_finding(exit_code=exit_code, ending="", error=b"", feedback={name: b"1"})


@given(st.sampled_from([42, 43]), st.binary(max_size=2_000), st.binary(max_size=9_000))
def test_no_message_raises_and_all_are_cut_and_printable(exit_code, judge, team):
    found = finding(exit_code, judgemessage_txt=judge * 3, teammessage_txt=team * 3)

    assert 0 < len(found.reason) < 2_500
    assert "\n" not in found.reason
    assert "\0" not in found.reason + found.feedback
    assert len(found.feedback) < 20_000
