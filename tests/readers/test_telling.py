"""What the reading child tells is what is heard, line by line, without making the same word twice."""

from __future__ import annotations

from decimal import Decimal

import pytest

from hengji.documents.readers.confinement import tell, told
from hengji.domain.extract import Cell, Extract, Paragraph, Table
from hengji.domain.source import Place

EXTRACT = Extract(
    file="坏\udcff名.docx",
    format="docx",
    text="一、概况\n1\t\u2028是",
    blocks=(
        Paragraph(start=0, end=4, place=Place(paragraph=1, start=0, end=4), level=1, style="标题 1"),
        Table(
            start=5,
            end=9,
            place=Place(table=1, start=5, end=9),
            cells=(
                Cell(row=1, column=1, start=5, end=6, value=Decimal("1.00"), decimals=1),
                Cell(row=1, column=2, start=7, end=9, value=True, percent=True, place=Place(row=1)),
            ),
            rows=1,
            columns=2,
        ),
        Paragraph(start=10, end=12, place=Place(paragraph=2), level=1, style="标题 1"),
    ),
    notes=("隐藏的工作表",),
    properties={"encoding": "UTF-8"},
)


def test_what_was_told_is_heard_and_truth_is_no_number() -> None:
    heard = told(tell(EXTRACT))
    assert heard == EXTRACT
    table = heard.blocks[1]
    assert isinstance(table, Table)
    assert [cell.value for cell in table.cells] == [Decimal("1.00"), True]
    assert table.cells[1].value is True
    assert (table.cells[0].decimals, table.cells[0].percent) == (1, False)
    assert type(table.cells[0].decimals) is int


def test_names_of_styles_are_made_once() -> None:
    first, _, last = told(tell(EXTRACT)).blocks
    assert isinstance(first, Paragraph)
    assert isinstance(last, Paragraph)
    assert first.style is last.style


def test_a_child_that_tells_no_extract_or_no_blocks_is_not_believed() -> None:
    head, *blocks = tell(EXTRACT)
    with pytest.raises(TypeError, match="no extract"):
        told(blocks)
    with pytest.raises(TypeError, match="no extract"):
        told([head, b'["Place", null, null, null, null, null, null, null, null, null, null, null]\n'])
