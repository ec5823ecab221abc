import pytest

from grading.packages.included import with_included
from grading.packages.program_languages import language_of
from grading.packages.programs import beginning_first, read_program
from grading.protocol import SourceFile


def files(**content):
    """Return source files; two underscores in a name stand for a dot."""
    return tuple(SourceFile(name.replace("__", "."), text) for name, text in content.items())


@pytest.mark.parametrize(
    ("content", "first"),
    [
        ({"helper__cc": b"int f();", "validate__cc": b"int main() {}"}, "validate.cc"),
        ({"main__cc": b"", "other__cc": b"int main() {}"}, "main.cc"),
        ({"a__py": b"", "main__py": b""}, "main.py"),
        ({"a__py": b"", "b__py": b"if __name__ == '__main__': f()"}, "b.py"),
        ({"a__py": b"import b", "b__py": b""}, "a.py"),
        ({"Helper__java": b"", "Run__java": b"static void main(String[] a)"}, "Run.java"),
        ({"lib__rs": b"", "x__rs": b"fn main() {}"}, "x.rs"),
        ({"a__h": b"int main();", "z__cc": b""}, "z.cc"),
        ({"README": b"main()", "z__js": b""}, "z.js"),
    ],
)
def test_a_program_begins_in_the_file_that_looks_like_it(content, first):
    assert beginning_first(files(**content))[0].name == first


def test_python_begins_in_main_whatever_else_there_is():
    package = [SourceFile(name, b"") for name in ("__init__.py", "__main__.py", "main.py")]

    assert beginning_first(package)[0].name == "__main__.py"


@pytest.mark.parametrize("entry_point", ["other.py", "other"])
def test_an_entry_point_that_is_said_counts_more(entry_point):
    found = beginning_first(files(main__py=b"", other__py=b""), entry_point=entry_point)

    assert found[0].name == "other.py"


@pytest.mark.parametrize(
    ("content", "language"),
    [
        ({"a__cc": b"", "b__h": b""}, "cpp"),
        ({"a__py": b""}, "python"),
        ({"a__py": b"#!/usr/bin/env python2\n"}, "python2"),
        ({"a__py": b"#!/usr/bin/env python2\n", "b__py": b""}, "python2"),
        ({"a__c": b"", "b__py": b""}, None),
        ({"README": b""}, None),
        ({"__py": b""}, None),
    ],
)
def test_a_programs_language_is_that_of_its_endings(content, language):
    assert language_of(files(**content)) == language


def test_a_folder_is_read_without_what_is_no_text(tmp_path):
    folder = tmp_path / "program"
    (folder / "inner").mkdir(parents=True)
    for name, content in {
        "main.cc": b"int main() {}",
        "lib.h": b"#define LIMIT {{limit}}",
        "main.cc.bin": b"\x7fELF\0",
        "picture.png": b"\x89PNG\0",
        "latin.txt": b"\xe9",
        ".hidden": b"",
    }.items():
        (folder / name).write_bytes(content)

    program = read_program(tmp_path, folder, {"limit": "7"})

    assert program is not None
    assert program.files == (
        SourceFile("main.cc", b"int main() {}"),
        SourceFile("latin.txt", b"\xe9"),
        SourceFile("lib.h", b"#define LIMIT 7"),
    )
    assert program.language == "cpp"
    assert program.notes == ("program/inner is left out: a program is in one folder.",)


def test_a_folder_without_a_text_is_no_program(tmp_path):
    (tmp_path / "empty").mkdir()

    assert read_program(tmp_path, tmp_path / "empty", {}) is None


INCLUDED = {"python": files(grade__py=b"new"), "default": files(data__txt=b"1")}


def test_included_files_stand_behind_and_replace_those_of_their_name():
    own = files(solve__py=b"", grade__py=b"old", a__py=b"")

    assert with_included(own, "python", INCLUDED) == files(
        solve__py=b"", a__py=b"", grade__py=b"new"
    )
    assert with_included(own, "cpp", INCLUDED) == (*own, *files(data__txt=b"1"))
    assert with_included(own, None, {}) == own


def test_an_included_main_file_is_where_the_program_begins():
    driver = {"python": files(main__py=b"import solve")}

    assert with_included(files(solve__py=b""), "python", driver) == files(
        main__py=b"import solve", solve__py=b""
    )
