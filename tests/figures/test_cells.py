"""
Table cells: what the header says of bare numbers, and losses.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from hengji.domain.stated import Modifier
from hengji.figures import find_in_cell, header_unit

CASES = Path(__file__).parents[1] / "cases" / "figures"
_CELLS = yaml.load((CASES / "cells.yaml").read_text("utf-8"), yaml.BaseLoader)


@pytest.mark.parametrize("name", _CELLS)
def test_a_cell_is_read_under_its_header(name: str) -> None:
    case = _CELLS[name]
    rows = [
        [
            figure.quote,
            figure.kind.value,
            format(figure.value, "f") if not isinstance(figure.value, str) else figure.value,
            figure.unit,
        ]
        + ([] if figure.modifier is Modifier.EXACT else [figure.modifier.value])
        for figure in find_in_cell(case["cell"], unit_hint=case["header"] or None)
    ]
    assert rows == case["figures"]


def test_spans_lie_in_the_cell() -> None:
    (figure,) = find_in_cell("  △12.3 ", unit_hint="万元")
    assert (figure.start, figure.end, figure.quote) == (2, 7, "△12.3")


@pytest.mark.parametrize("header", ["备注", "项目名称", "", "说明（简述）", "年度"])
def test_headers_without_a_unit_say_nothing(header: str) -> None:
    assert header_unit(header) is None
