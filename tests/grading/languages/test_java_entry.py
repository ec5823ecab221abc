import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading.languages.java_entry import LONGEST_NAME, entry
from grading.languages.language import Entry

MAIN = "public static void main(String[] a) {}"


@pytest.mark.parametrize(
    ("source", "file_name", "main"),
    [
        (f"public class Main {{ {MAIN} }}", "Main.java", "Main"),
        (f"class lower_case$1 {{ {MAIN} }}", "lower_case$1.java", "lower_case$1"),
        (f"class Größe {{ {MAIN} }}", "Größe.java", "Größe"),
        (f"package a.b . c; class X {{ {MAIN} }}", "X.java", "a.b.c.X"),
        # The one with main begins; the file is named for the public one.
        (f"class Helper {{}} class Begin {{ {MAIN} }}", "Begin.java", "Begin"),
        (f"public class Shown {{}} class Begin {{ {MAIN} }}", "Shown.java", "Begin"),
        (f"class A {{ {MAIN} }} public class B {{}}", "B.java", "A"),
        ("public class Solution { int f() { return 1; } }", "Solution.java", "Solution"),
        ("class First {} class Second {}", "First.java", "First"),
        # Other kinds of types, and words that only look like one.
        (f"public enum E {{ X; {MAIN} }}", "E.java", "E"),
        (f"public record R(int a) {{ {MAIN} }}", "R.java", "R"),
        ("public interface I { static void main(String[] a) {} }", "I.java", "I"),
        (f"@A(Decoy.class) public final class Real {{ {MAIN} }}", "Real.java", "Real"),
        (f"import a.record.Decoy; class Real {{ {MAIN} }}", "Real.java", "Real"),
        (f"class Real<T extends Comparable<T>> {{ {MAIN} }}", "Real.java", "Real"),
        # What stands in comments and texts is no code.
        (f"/* class Decoy {{ {MAIN} }} */ class Real {{ {MAIN} }}", "Real.java", "Real"),
        (f"// public class Decoy {{\nclass Real {{ {MAIN} }}", "Real.java", "Real"),
        (f'class Real {{ String s = "}} class Decoy {{"; {MAIN} }}', "Real.java", "Real"),
        (f"class Real {{ char c = '}}', d = '\\''; {MAIN} }}", "Real.java", "Real"),
        (f'class Real {{ String s = """\n }} "class" Decoy {{ """; {MAIN} }}', "Real.java", "Real"),
        # A main that is inside of something else does not begin anything.
        (f"class A {{ class In {{ {MAIN} }} }} class B {{ {MAIN} }}", "B.java", "B"),
        ("class A { void f() { main(1); } } class B { void main() {} }", "B.java", "B"),
        # Nothing to be found: javac will say why.
        ("", "Main.java", "Main"),
        ("void main() {}", "Main.java", "Main"),
        ("class", "Main.java", "Main"),
        ("public class ../x {}", "Main.java", "Main"),
        (f"class {'X' * 300} {{ {MAIN} }}", "Main.java", "Main"),
    ],
)
def test_where_a_program_begins(source: str, file_name: str, main: str):
    assert entry(source.encode()) == Entry(file_name, main)


@pytest.mark.parametrize(
    "piece", ["/*/", '"""', '"', "'", "\\", "{", "class A{", "public class ", "package ", "//"]
)
def test_a_long_text_of_openings_is_read_once(piece: str):
    """What takes quadratic time would take hours here."""
    assert entry((piece * 300_000).encode()).file_name.endswith(".java")


@given(st.binary())
def test_whatever_is_sent_the_file_name_is_one(source: bytes):
    found = entry(source)

    assert "/" not in found.file_name
    assert len(found.file_name) <= LONGEST_NAME + len(".java")


@given(st.text(alphabet="classpubimn {}()\"'/*.;\\\nX"))
def test_words_and_brackets_in_any_order_are_read(text: str):
    assert entry(text.encode()).file_name.endswith(".java")
