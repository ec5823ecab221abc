from tests.grading.packages.conftest import make_package

__all__ = ["make_package"]
