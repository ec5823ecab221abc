"""One program per language that behaves as its argument says, for all tests that call it."""

import pytest

from tests.grading.functions.built import COMPILED, PROGRAMS, Built, build, function


@pytest.fixture(scope="session", params=COMPILED)
def behaves(request, tmp_path_factory) -> Built:
    language = request.param
    source = (PROGRAMS / f"behaves{COMPILED[language].endings[0]}").read_text()
    asked = function("f", "string", "list<float>", returns="list<float>")
    return build(language, asked, source, tmp_path_factory.mktemp("behaves") / language)
