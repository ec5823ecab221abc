from quizzes.rules.own_tests import NAME_LENGTH, OwnTest, merged, posted, read


def test_what_was_typed_is_kept_as_answers_are():
    test = posted("a-1", "  two\n words ", "1\r\n\0", "2\r\n")

    assert test == OwnTest("a-1", "two words", "1\n\N{REPLACEMENT CHARACTER}", "2\n")
    assert read([test.to_json()]) == [test]


def test_a_blank_test_and_a_code_that_is_none_of_ours_are_nothing():
    assert posted("a", "", "", "") is None
    assert posted("a b", "name", "1", "") is None
    assert posted("", "name", "1", "") is None


def test_a_long_name_is_cut():
    assert len(posted("a", "x" * 1000, "", "").name) == NAME_LENGTH


def test_another_tab_s_tests_stay_and_only_what_is_deleted_goes():
    kept = [OwnTest("a", input="1"), OwnTest("b", input="2"), OwnTest("c", input="3")]
    sent = [OwnTest("b", input="two"), OwnTest("d", input="4")]

    assert merged(kept, sent, deleted=["c"]) == [
        OwnTest("a", input="1"),
        OwnTest("b", input="two"),
        OwnTest("d", input="4"),
    ]
