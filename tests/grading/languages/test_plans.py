from grading.languages.language import Entry, Language, Toolchain
from grading.languages.plans import Plan, plan

TOOLS = Toolchain(
    version="1",
    compile=(("cc", "-o", "program", "{sources}", "-lm"), ("strip", "program")),
    start=("./program", "--heap={memory_mib}m", "{main}"),
    environment={"LIMIT": "{memory_mib}MiB", "HOME": "."},
)

LANGUAGE = Language(
    name="x",
    endings=(".x", ".xx"),
    file_name="solution.x",
    level="confined",
    toolchain=lambda: TOOLS,
)


def test_a_plan_fills_in_what_the_submission_decides():
    planned = plan(LANGUAGE, TOOLS, b"text", memory_bytes=64 * 1024 * 1024 + 1)

    assert planned == Plan(
        files={"solution.x": b"text"},
        commands=(("cc", "-o", "program", "solution.x", "-lm"), ("strip", "program")),
        start=("./program", "--heap=64m", "solution.x"),
        environment={"LIMIT": "64MiB", "HOME": "."},
    )


def test_files_beside_the_source_are_compiled_if_they_are_of_the_language():
    extra = {"b.xx": b"2", "a.h": b"3", "solution.x": b"another"}

    planned = plan(LANGUAGE, TOOLS, b"1", memory_bytes=1, extra_files=extra)

    assert planned.files == {"solution.x": b"1", "b.xx": b"2", "a.h": b"3"}
    assert planned.commands[0] == ("cc", "-o", "program", "solution.x", "b.xx", "-lm")
    assert planned.start[1] == "--heap=1m"


def test_a_language_may_find_where_its_source_begins():
    language = Language(
        name="x",
        endings=(".x",),
        file_name="solution.x",
        level="confined",
        toolchain=lambda: TOOLS,
        entry=lambda source: Entry(f"{source.decode()}.x", source.decode().upper()),
    )

    planned = plan(language, TOOLS, b"begin", memory_bytes=1)

    assert (list(planned.files), planned.start[-1]) == (["begin.x"], "BEGIN")


def test_a_source_cannot_add_words():
    language = Language(
        name="x",
        endings=(".x",),
        file_name="solution.x",
        level="confined",
        toolchain=lambda: TOOLS,
        entry=lambda _source: Entry("{sources}.x", "{sources} {memory_mib}"),
    )

    planned = plan(language, TOOLS, b"", memory_bytes=1)

    assert planned.commands[0] == ("cc", "-o", "program", "{sources}.x", "-lm")
    assert len(planned.start) == len(TOOLS.start)
