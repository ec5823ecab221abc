"""What a candidate's function does besides returning, in each compiled language."""


def test_noise_disturbs_nothing(behaves):
    answer = behaves.call("return", [1.5, -2.0])

    assert (answer.value, answer.output, answer.complaint) == ([-2.0, 1.5], b"[]\n", "{\n")


def test_who_leaves_early_leaves_no_result(behaves):
    answer = behaves.call("leave", [])

    assert (answer.status, answer.result, answer.output) == (0, b"", b"[]\n")


def test_who_fails_leaves_no_result(behaves):
    answer = behaves.call("fail", [])

    assert (answer.status != 0, answer.result, answer.output) == (True, b"", b"[]\n")
    assert "no luck" in answer.complaint


def test_nan_is_an_error_in_words(behaves):
    answer = behaves.call("nan", [])

    assert (answer.status, answer.result, answer.output) == (1, b"", b"[]\n")
    assert answer.complaint == "{\nThe result is no JSON: it holds nan or an infinity.\n"


def test_standard_input_is_at_its_end(behaves):
    assert behaves.call("read", []).value == [0]


def test_a_result_longer_than_any_buffer_is_written_whole(behaves):
    numbers = [index / 8 for index in range(100_000)]

    assert behaves.call("return", numbers).value == numbers[::-1]
