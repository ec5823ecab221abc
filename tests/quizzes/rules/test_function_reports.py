"""What an invocation cost, as Lambda's own log says it."""

import pytest

from quizzes.rules.function_reports import NOTHING, Billed, billed_in

LINES = """START RequestId: 8f5 Version: $LATEST
END RequestId: 8f5
REPORT RequestId: 8f5\tDuration: 812.33 ms\tBilled Duration: 813 ms\tMemory Size: 1769 MB\t\
Max Memory Used: 61 MB\tInit Duration: 120.04 ms\t
"""
RECORD = (
    '{"time":"2026-03-02T12:00:00Z","type":"platform.report","record":{"requestId":"8f5",'
    '"metrics":{"durationMs":812.3,"billedDurationMs":813,"memorySizeMB":1769}}}'
)


@pytest.mark.parametrize("tail", [LINES, f"words\n{RECORD}\n"])
def test_report_names_what_is_billed(tail):
    assert billed_in(tail) == Billed(milliseconds=813, memory_mb=1769)


@pytest.mark.parametrize(
    "tail", ["", "REPORT of a candidate", '{"type":"platform.report"', '["platform.report"]']
)
def test_tail_without_a_report_bills_nothing(tail):
    assert billed_in(tail) == NOTHING
