"""What C++ programmers do to the file that ours includes."""

import pytest

from tests.grading.functions.built import CompileFailed, build, function

OWN_WAYS = """\
#include <algorithm>
#include <iostream>
#include <numeric>
using namespace std;
#define int long long
#define double long double
#define vi vector<int>
#define text first
#define arguments second
struct harness { vi main; };

// Named like one of std's, with other types than asked for.
int count(vi numbers, const map<string, optional<bool>> &seen, vector<bool> &flags) {
    flags.flip();
    int all = accumulate(numbers.begin(), numbers.end(), (int)0);
    return all + seen.size() + std::count(flags.begin(), flags.end(), true);
}

signed main() { cout << "tried out"; }
"""


def test_macros_own_types_and_a_main_function_do_not_disturb(tmp_path):
    asked = function("count", "list<int>", "map<optional<bool>>", "list<bool>", returns="int")

    program = build("cpp", asked, OWN_WAYS, tmp_path / "cpp")

    answer = program.call([2**60, 2**61], {"": None}, [False, True, False])
    assert (answer.value, answer.output) == (2**60 + 2**61 + 3, b"")


def test_errors_are_told_with_the_candidates_lines_and_names(tmp_path):
    asked = function("two_sum", "int", returns="int")

    with pytest.raises(CompileFailed) as failed:
        build(
            "cpp", asked, "long long twoSum(long long a)\n{\n    return x;\n}\n", tmp_path / "cpp"
        )

    messages = str(failed.value)
    assert "\nsolution.cpp:3:12: error: " in messages
    assert "two_sum" in messages


def test_half_a_character_is_an_error_in_words(tmp_path):
    asked = function("f", "string", returns="map<string>")
    source = """
        long long y1, link, read, write, access, gamma; // no header that takes them is included
        std::map<std::string, std::string> f(std::string a) { return {{a.substr(1), a}}; }
    """
    program = build("cpp", asked, source, tmp_path / "cpp")

    whole, half = program.call("xé"), program.call("éx")

    assert whole.value == {"é": "xé"}
    assert (half.status, half.result, half.complaint) == (
        1,
        b"",
        "The result is no JSON: it holds a string that is not UTF-8.\n",
    )


# The Unicode Standard, table 3-7, and what lies just outside of it.
WELL_FORMED = [
    *("\x7f", "\x80", "\u07ff", "\u0800", "\ud7ff", "\ue000", "\uffff"),
    *("\U00010000", "\U0003ffff", "\U00040000", "\U000fffff", "\U0010ffff"),
]
ILL_FORMED = [
    *(b"\x80", b"\xc0\x80", b"\xc1\xbf", b"\xc2", b"\xc2A", b"\xe0\x9f\xbf", b"\xe2\x82"),
    *(b"\xed\xa0\x80", b"\xf0\x8f\xbf\xbf", b"\xf4\x90\x80\x80", b"\xf5\x80\x80\x80", b"\xff"),
]


def test_well_formed_is_what_the_standard_says(tmp_path):
    asked = function("f", "list<list<int>>", returns="list<int>")
    source = """
        std::vector<long long> f(std::vector<std::vector<long long>> texts) {
            std::vector<long long> lengths;
            for (auto &bytes : texts) {
                std::string text(bytes.begin(), bytes.end());
                lengths.push_back(harness_json::character_length(text));
            }
            return lengths;
        }"""
    program = build("cpp", asked, source, tmp_path / "cpp")
    well_formed = [text.encode() for text in WELL_FORMED]

    lengths = program.call([list(text) for text in [*well_formed, *ILL_FORMED]]).value

    assert lengths == [len(text) for text in well_formed] + [0] * len(ILL_FORMED)
