import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading.packages import PackageError
from grading.packages.yaml_scalars import Node
from grading.packages.yaml_subset import read_yaml


def plain(node):
    """Forget the lines of a node."""
    match node.value:
        case dict() as entries:
            return {key: plain(value) for key, value in entries.items()}
        case list() as items:
            return [plain(item) for item in items]
        case value:
            return value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", {}),
        ("# only a comment\n\n", {}),
        ("---\na: 1\n", {"a": "1"}),
        ("name: Hello World!\n", {"name": "Hello World!"}),
        ("name: Hello # a comment\n", {"name": "Hello"}),
        ("name: C# and F#\n", {"name": "C# and F#"}),
        ("url: http://example.com/a#b\n", {"url": "http://example.com/a#b"}),
        ("a:\nb: ~\nc: null\nd: ''\n", {"a": None, "b": None, "c": None, "d": ""}),
        ("a: no\nb: 1.10\nc: 2014\n", {"a": "no", "b": "1.10", "c": "2014"}),
        ("two words: x\n'quoted: key': y\n", {"two words": "x", "quoted: key": "y"}),
        ("a: 'it''s # fine'  # yes\n", {"a": "it's # fine"}),
        ('a: "tab\\t\\"\\u00e9\\x41: b"\n', {"a": 'tab\t"éA: b'}),
        (
            "limits:\n   memory: 512\n\n   # no\n   output: 8\n",
            {"limits": {"memory": "512", "output": "8"}},
        ),
        ("a:\n  b:\n    c: 1\nd: 2\n", {"a": {"b": {"c": "1"}}, "d": "2"}),
        ("a:\n- 1\n- 2\nb: 3\n", {"a": ["1", "2"], "b": "3"}),
        (
            "a:\n  - b: 1\n    c: 2\n  -\n  - - x\n    - y\n",
            {"a": [{"b": "1", "c": "2"}, None, ["x", "y"]]},
        ),
        ("a: [1, 'b, c', [d], {e: f}, ]  # end\n", {"a": ["1", "b, c", ["d"], {"e": "f"}]}),
        ("a: {b: 1, 'c': , d: [x y]}\n", {"a": {"b": "1", "c": None, "d": ["x y"]}}),
        ("a: []\nb: {}\n", {"a": [], "b": {}}),
        ("a: one\n  two\n  three\nb: 1\n", {"a": "one two three", "b": "1"}),
        ("a:\n  one\n  two\n", {"a": "one two"}),
        ("a: |\n  one\n    two\n\n  three\n\nb: 1\n", {"a": "one\n  two\n\nthree\n", "b": "1"}),
        ("a: |-\n  one\n  # not a comment\n", {"a": "one\n# not a comment"}),
        ("a: >\n  one\n  two\n\n  three\n", {"a": "one two\nthree\n"}),
        ("a: 1\r\nb:\r\n  c: 2\r\n", {"a": "1", "b": {"c": "2"}}),
        ("a: -inf +inf\nb: -1\n", {"a": "-inf +inf", "b": "-1"}),
    ],
)
def test_what_packages_use_is_read(text, expected):
    entries = read_yaml(text.encode(), "problem.yaml")

    assert {key: plain(node) for key, node in entries.items()} == expected


def test_a_value_knows_the_line_of_its_key():
    assert read_yaml(b"# first\na: 1\nb:\n  c:\n    - d\n", "problem.yaml") == {
        "a": Node(2, "1"),
        "b": Node(3, {"c": Node(4, [Node(5, "d")])}),
    }


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        (b"\xef\xbb\xbfa: 1\n", 1, "begins with a byte-order mark: save it as UTF-8 without one."),
        (b"a: 1\nb: \xe9\n", 2, "is not UTF-8: save it as UTF-8."),
        (b"a:\n\tb: 1\n", 2, "is indented with a tab: use spaces."),
        (b"a: 1\na: 2\n", 2, "the key 'a' stands twice: remove one."),
        (b"a: b: c\n", 1, "has a colon within its value: put the value in quotation marks."),
        (b"a: 1\nnonsense\n", 2, "is not understood: write `key: value`."),
        (b"- a\n- b\n", 1, "the file must consist of lines like `key: value`."),
        (b"just text\n", 1, "the file must consist of lines like `key: value`."),
        (b"a: 'open\n", 1, "has a quotation mark that is not closed on the same line."),
        (b"a: 'b' c\n", 1, "has something behind the closing quotation mark: remove it."),
        (b"a: [1, 2\n", 1, "needs a comma or `]` on the same line."),
        (b"a: [1] 2\n", 1, "has something behind the closing bracket: remove it."),
        (b"a: {b}\n", 1, "needs `key: value` between its braces, each key once."),
        (b"a: 1\n  b: 2\n", 1, "has a colon within its value: put the value in quotation marks."),
        (
            b"a:\n    b: 1\n  c: 2\n",
            3,
            "is indented deeper than the line above allows.",
        ),
        (b"a:\n  b: 'x'\n    - c\n", 3, "is indented deeper than the line above allows."),
        (
            b"  a: 1\nb: 2\n",
            2,
            "is indented unlike the lines above it: align it with them.",
        ),
        (b"a: 1 # end\n  more\n", 2, "continues a line that ended with a comment."),
        (b"a: 1\n---\nb: 2\n", 2, "is not understood: write `key: value`."),
        (b"a: |\nb: 1\n", 1, "no indented text follows `|`."),
        (b'a: "\\q"\n', 1, "has the escape \\q, which is not read here."),
        (b'a: "\\ud800"\n', 1, "has the escape \\ud800, which is not read here."),
        *(
            (
                b"a: " + text + b"\n",
                1,
                f"begins with {name}, which is not read here: "
                "put the value in quotation marks if that is what it says.",
            )
            for text, name in [
                (b"&anchor 1", "an anchor (&)"),
                (b"*anchor", "an alias (*)"),
                (b"!!str 1", "a tag (!)"),
                (b"|2\n  a", "a block of text with an indentation of its own (|)"),
            ]
        ),
        (b"a: " + b"[" * 30 + b"]" * 30, 1, "is nested more than 20 deep."),
        (
            b"a:\n" + b"".join(b" " * i + b"b:\n" for i in range(1, 30)),
            22,
            "is nested more than 20 deep.",
        ),
    ],
)
def test_what_is_not_understood_is_refused_with_its_line(text, line, problem):
    with pytest.raises(PackageError) as refusal:
        read_yaml(text, "problem.yaml")

    assert (refusal.value.file, refusal.value.line, refusal.value.problem) == (
        "problem.yaml",
        line,
        problem,
    )


SCALARS = st.none() | st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text("ab: '#", max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)


def written(value):
    """Write a value as flow YAML with every scalar quoted."""
    match value:
        case None:
            return "null"
        case str():
            return "'" + value.replace("'", "''") + "'"
        case list():
            return "[" + ", ".join(map(written, value)) + "]"
        case dict():
            return "{" + ", ".join(f"{written(k)}: {written(v)}" for k, v in value.items()) + "}"


@given(value=VALUES)
def test_reading_back_what_was_written_gives_the_same(value):
    entries = read_yaml(f"key: {written(value)}\n".encode(), "problem.yaml")

    assert plain(entries["key"]) == value


@given(text=st.text("ab:-#[]{}'\"|>&*! \n\t,?\\", max_size=40))
def test_any_text_is_read_or_refused_with_a_line(text):
    try:
        outcome = read_yaml(text.encode(), "problem.yaml")
    except PackageError as refusal:
        outcome = refusal.line

    assert isinstance(outcome, dict | int)
