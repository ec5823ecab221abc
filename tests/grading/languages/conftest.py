"""What has to be made once on a machine is made before the languages are tested."""

import pytest

from grading.languages.go import prepare


@pytest.fixture(scope="session", autouse=True)
def prepared_languages() -> None:
    prepare()
