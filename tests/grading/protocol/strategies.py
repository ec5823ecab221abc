"""Jobs and judgements of every shape that the protocol allows."""

from hypothesis import strategies as st

from grading.protocol import (
    Aggregation,
    Checker,
    CheckerProgram,
    Function,
    Group,
    Job,
    Judgement,
    Limits,
    Parameter,
    Run,
    SourceFile,
    TestCase,
    Verdict,
    bounds,
)

names = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1)
texts = st.text(st.characters(exclude_categories=["Cs"]))
arguments = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
times = st.integers(1, bounds.TIME_MS)
counts = st.integers(0, bounds.COUNT)
tolerances = st.none() | st.floats(min_value=0, allow_nan=False, allow_infinity=False)
limits = st.builds(
    Limits, times, times, st.integers(1, bounds.MEMORY_BYTES), st.integers(1, bounds.OUTPUT_BYTES)
)


def lists_of(items, key, *, least=0):
    """Return tuples of a few items, no two of which have the same `key`."""
    return st.lists(items, min_size=least, max_size=6, unique_by=key).map(tuple)


files = st.builds(
    SourceFile,
    name=st.from_regex(r"[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,20}", fullmatch=True),
    content=st.binary(),
)
programs = st.builds(
    CheckerProgram,
    language=names,
    files=lists_of(files, lambda file: file.name, least=1),
    arguments=st.lists(arguments, max_size=4).map(tuple),
)
flags_and_tolerances = {
    "case_sensitive": st.booleans(),
    "space_change_sensitive": st.booleans(),
    "float_absolute_tolerance": tolerances,
    "float_relative_tolerance": tolerances,
}
checkers = st.builds(
    Checker,
    name=names.filter(lambda name: name != "program"),
    program=st.none(),
    **flags_and_tolerances,
) | st.builds(Checker, name=st.just("program"), program=programs, **flags_and_tolerances)
groups = st.builds(
    Group,
    code=names,
    aggregation=st.sampled_from(Aggregation),
    points=st.integers(0, bounds.POINTS),
    stop_at_first_failure=st.booleans(),
)
functions = st.builds(
    Function,
    name=names,
    parameters=lists_of(st.builds(Parameter, names, names), lambda parameter: parameter.name),
    returns=names,
)
test_cases = st.builds(TestCase, names, st.binary(), st.none() | st.binary(), st.none() | limits)
jobs = st.builds(
    Job,
    code=names,
    language=names,
    source=st.binary(),
    test_cases=lists_of(test_cases, lambda case: case.code, least=1),
    limits=limits,
    checker=checkers,
    groups=lists_of(groups, lambda group: group.code),
    extra_files=lists_of(files, lambda file: file.name),
    function=st.none() | functions,
    preload=st.lists(st.sampled_from(["numpy", "os.path", "_x1"]), max_size=3).map(tuple),
    time_factor=st.floats(min_value=0, exclude_min=True, max_value=bounds.TIME_FACTOR),
)
runs = st.builds(
    Run,
    test_case=texts,
    verdict=st.sampled_from(Verdict),
    cpu_time_ms=counts,
    wall_time_ms=counts,
    peak_memory_bytes=counts,
    exit_code=st.none() | counts,
    signal=st.none() | counts,
    output_excerpt=texts,
    error_excerpt=texts,
    result_excerpt=texts,
    reason=texts,
    only_formatting_differs=st.booleans(),
    feedback=texts,
)
judgements = st.builds(
    Judgement,
    code=texts,
    runs=st.lists(runs, max_size=4).map(tuple),
    compile_output=texts,
    isolation=st.lists(names, max_size=4).map(tuple),
    not_run=st.lists(names, max_size=4).map(tuple),
    grader_version=names,
)
