"""
Ten thousand filings of sixty indicators scored in one process: seconds and memory, as one JSON line.
"""

from __future__ import annotations

import json
import resource
import time
from dataclasses import replace
from decimal import Decimal

from hengji import scoring, standards, workbook
from hengji.cli.demo import EXAMPLE
from hengji.documents import readers
from hengji.domain.filing import Filing
from hengji.domain.indicator import Indicator
from hengji.domain.standard import Standard
from hengji.domain.stated import Stated

MANY = 10_000
INDICATORS = 60


def with_many_indicators(filing: Filing) -> Filing:
    """The filing with sixty indicators; weights are scaled so that each criterion keeps its marks."""
    copies = -(-INDICATORS // len(filing.indicators))
    widened: list[Indicator] = []
    for copy in range(copies):
        for one in filing.indicators:
            weight = None if one.weight is None else one.weight / copies
            widened.append(replace(one, code=f"{one.code}-{copy}", weight=weight))
    return replace(filing, indicators=tuple(widened[:INDICATORS]))


def _department(filing: Filing, number: int) -> Filing:
    """The filing of another department: every indicator's actual differs a little."""
    indicators = tuple(
        one
        if one.actual_value is None
        else replace(one, actual_value=Stated(value=one.actual_value.value - Decimal(number) / MANY))
        for one in filing.indicators
    )
    return replace(filing, indicators=indicators)


def _seconds(filing: Filing, standard: Standard, count: int) -> float:
    begun = time.perf_counter()
    total = Decimal(0)
    for number in range(count):
        total += scoring.score(_department(filing, number), standard).high
    assert total > 0  # noqa: S101 - a benchmark that scored nothing measured nothing
    return time.perf_counter() - begun


def main() -> None:
    """Measure a tenth, then all, and print both with the memory at the peak."""
    filing = workbook.read(readers.read(EXAMPLE), standards.load)
    standard = standards.load(filing.standard_id or "")
    wide = with_many_indicators(filing)
    tenth = _seconds(wide, standard, MANY // 10)
    whole = _seconds(wide, standard, MANY)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"tenth": tenth, "whole": whole, "peak_megabytes": peak}))


if __name__ == "__main__":
    main()
