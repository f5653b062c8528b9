"""Laws of a table on paper: every place is taken once, widths fill the page, figures stay whole."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hengji.documents.writers.grid import column_widths, lay_out, set_table
from hengji.domain.block import TableBlock, TableCell, plain

SIZES = (Decimal(12), Decimal("10.5"), Decimal(9))

cells = st.builds(
    lambda text, columns, rows: TableCell(runs=plain(text), column_span=columns, row_span=rows),
    st.text("一二三，123.,", max_size=12),
    st.integers(-1, 5),
    st.integers(-1, 5),
)
tables = st.builds(
    lambda rows, widths: TableBlock(rows=tuple(map(tuple, rows)), widths=tuple(widths)),
    st.lists(st.lists(cells, max_size=6), min_size=1, max_size=6),
    st.lists(st.integers(1, 40), min_size=1, max_size=6),
)


@given(tables)
def test_every_row_is_covered_from_edge_to_edge_exactly_once(table: TableBlock) -> None:
    for row in lay_out(table):
        column = 0
        for slot in row:
            assert column == slot.column
            column += slot.column_span
        assert len(table.widths) == column


@given(tables)
def test_a_cell_over_rows_is_continued_right_below_itself(table: TableBlock) -> None:
    rows = lay_out(table)
    for number, row in enumerate(rows):
        for slot in row:
            if not slot.continued:
                for below in rows[number + 1 : number + slot.row_span]:
                    assert any(
                        one.continued and one.column == slot.column and one.cell is slot.cell for one in below
                    )


@given(tables)
def test_columns_fill_the_width_and_none_vanishes(table: TableBlock) -> None:
    widths = column_widths(table, Decimal(440), Decimal(12))
    assert Decimal(440) == pytest.approx(sum(widths))
    assert all(width > 0 for width in widths)


@given(tables)
def test_no_table_is_kept_together_that_would_fill_a_page(table: TableBlock) -> None:
    setting = set_table(table, width_pt=Decimal(440), height_pt=Decimal(600), sizes_pt=SIZES)
    assert not setting.together or sum(setting.heights_pt) <= 300
    assert setting.size_pt in SIZES


def row(*texts: str) -> tuple[TableCell, ...]:
    return tuple(TableCell(runs=plain(text)) for text in texts)


def test_a_narrow_column_takes_room_for_its_amount_from_wide_ones() -> None:
    table = TableBlock(rows=(row("甲", "128,771,611.60"),), widths=(9, 1))
    name, money = column_widths(table, Decimal(200), Decimal(12))
    assert money > 7 * 12
    assert name + money == pytest.approx(Decimal(200))


def test_many_amounts_in_a_row_take_a_smaller_size() -> None:
    few = TableBlock(rows=(row("甲", "28,771,611.60"),), widths=(1, 1))
    many = TableBlock(rows=(row(*["28,771,611.60"] * 6),), widths=(1,) * 6)
    sizes = [
        set_table(table, width_pt=Decimal(460), height_pt=Decimal(638), sizes_pt=SIZES).size_pt
        for table in (few, many)
    ]
    assert [Decimal(12), Decimal("10.5")] == sizes
