"""The roles of staff. A role is a group of Django's, found by its name."""

from enum import StrEnum


class Role(StrEnum):
    ADMINISTRATOR = "Administrators"
    INTERVIEWER = "Interviewers"
