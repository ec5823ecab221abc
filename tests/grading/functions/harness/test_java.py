"""What Java programmers may write."""

import pytest

from tests.grading.functions.built import CompileFailed, build, function


def test_a_static_method_and_classes_of_ones_own_will_do(tmp_path):
    asked = function("f", "list<string>", "optional<int>", returns="optional<list<string>>")
    source = """\
import java.util.*;
public class Solution {
    private record Pair(Object one, Object other) {}
    static class List {}
    public static java.util.List<String> f(java.util.List<String> a, Long b) {
        String half = a.remove(0).substring(1);
        return b == null ? null : Arrays.asList(new Pair(a, b).toString(), null, half);
    }
    public static void main(String[] words) { throw new IllegalStateException(); }
}
"""

    program = build("java", asked, source, tmp_path / "java")

    assert program.call(["\U0001f600"], 2**62).value == [
        f"Pair[one=[], other={2**62}]",
        None,
        "\ude00",
    ]
    assert program.call([""" "x" """], None).value is None


def test_errors_are_told_with_the_candidates_lines_and_names(tmp_path):
    source = "class Solution {\n    long g(long a) {\n        return x;\n    }\n}\n"

    with pytest.raises(CompileFailed) as failed:
        build("java", function("f", "int", returns="int"), source, tmp_path / "java")

    messages = str(failed.value)
    assert "Solution.java:3: error: cannot find symbol\n" in messages
    assert "symbol:   method f(long)\n" in messages
