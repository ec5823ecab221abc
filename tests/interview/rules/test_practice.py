import pytest

from interview.rules.practice import EXCERPT, Arrived, Found, foreign_in, found_in


def save(text: str = "", *, is_code: bool = False, is_scripted: bool = True, pasted: int = 0):
    return Arrived(text=text, is_code=is_code, is_scripted=is_scripted, pasted=pasted)


def test_without_saves_nothing_is_known():
    assert found_in([]) == Found(0, False, False, "", 0)


def test_each_thing_that_was_tried_is_found():
    saves = [
        save("if x:\n    print(x)", is_code=True),
        save("你好 Ada", pasted=21),
        save("gone again", is_scripted=False),
    ]

    assert found_in(saves) == Found(3, True, True, "你好", 21)


def test_indented_prose_is_no_indented_code():
    assert not found_in([save("  A quotation.")]).is_indented
    assert not found_in([save("x = 1\n \n   ", is_code=True)]).is_indented


def test_a_form_that_was_sent_without_a_script_does_not_save_by_itself():
    assert not found_in([save("x", is_scripted=False)]).saves_by_itself


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Grüße, café, naïve", ""),
        ("1 + 2 = 3", ""),
        ("今天天氣很好", "今天天氣很好"),
        ("a 好 b 你們", "你們"),
        ("你好This line", "你好"),
        ("Привет", "Привет"),
        ("好" * 50, "好" * EXCERPT),
        ("", ""),
    ],
)
def test_letters_that_are_not_latin_show_that_an_input_method_works(text, expected):
    assert foreign_in(text) == expected
