"""Tables drawn with bars or held apart by blanks are tables; nothing of a text is lost; prose stays prose."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hengji.documents.readers import txt
from hengji.domain.extract import Extract, Table
from tests.growth import grows_in_proportion
from tests.readers.text_tables import WAYS, Rows, in_bars, in_blanks, in_boxes, in_markdown

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "passages.jsonl"
DRAWN = re.compile(r"[\s|｜+=:\-─━═┄┅┈┉│┃║┌┬┐├┼┤└┴┘┏┳┓┣╋┫┗┻┛╔╦╗╠╬╣╚╩╝╒╤╕╞╪╡╘╧╛╓╥╖╟╫╢╙╨╜┠┨┯┷┿╂╭╮╯╰]*")
FORM: Rows = (
    ("支出分类", "年初预算数", "全年预算数", "全年执行数", "预算执行率"),
    ("人员经费", "1,311.74", "1,352.41", "1,348.35", "99.70%"),
    ("公用经费", "138.64", "148.20", "138.87", "93.70%"),
    ("项目支出", "905.00", "", "905.00", ""),
    ("合计", "2,355.38", "1,500.61", "2,392.22", "99.11%"),
)


def read(text: str) -> Extract:
    return txt.read(Path("x.txt"), text.encode())


def laid(extract: Extract) -> list[list[tuple[int, int, str]]]:
    return [
        [(cell.row, cell.column, extract.text[cell.start : cell.end]) for cell in table.cells]
        for table in extract.tables
    ]


def cells(rows: Rows) -> list[tuple[int, int, str]]:
    return [
        (number, column, words)
        for number, row in enumerate(rows, 1)
        for column, words in enumerate(row, 1)
        if words
    ]


@pytest.mark.parametrize("way", WAYS)
def test_a_table_is_a_table_in_whatever_way_it_is_written(way: str) -> None:
    extract = read(f"二、资金情况\n单位：万元\n{WAYS[way](FORM)}\n以上数据经核对。\n")
    assert laid(extract) == [cells(FORM)]
    (table,) = extract.tables
    assert (table.rows, table.columns) == (5, 5)
    last = extract.blocks[-1]
    assert extract.text[last.start : last.end] == "以上数据经核对。"


def test_bars_without_a_rule_hold_a_table_where_rows_are_full_and_have_figures() -> None:
    full = (FORM[0], FORM[1], FORM[2], FORM[4])
    assert laid(read(in_bars(full))) == [cells(full)]
    assert read("首页 | 新闻 | 公开\n办事 | 互动 | 数据\n专题 | 专栏 | 服务").tables == ()
    assert read("自评得分|98.5\n").tables == ()


def test_words_that_go_on_in_the_next_line_of_a_cell_are_part_of_it() -> None:
    text = (
        "┌──────┬────────┬────────┐\n"
        "│项  目│ 全年   │ 全年   │\n"
        "│      │ 预算数 │ 执行数 │\n"
        "├──────┼────────┼────────┤\n"
        "│农村公│        │        │\n"
        "│路养护│ 120.00 │ 118.00 │\n"
        "├──────┼────────┼────────┤\n"
        "│合计  │ 120.00 │ 118.00 │\n"
        "└──────┴────────┴────────┘\n"
    )
    extract = read(text)
    (table,) = extract.tables
    assert table.rows == 3
    assert [(c.row, c.column, text[c.start : c.end]) for c in table.cells if c.continues] == [
        (1, 2, "预算数"),
        (1, 3, "执行数"),
        (2, 1, "路养护"),
    ]


def test_a_rule_with_a_gap_lets_the_cell_reach_down() -> None:
    text = (
        "+------+--------+------+\n"
        "|指标  |内容    |  得分|\n"
        "+------+--------+------+\n"
        "|产出  |检查次数|  9.50|\n"
        "|      +--------+------+\n"
        "|      |培训期数| 10.00|\n"
        "+------+--------+------+\n"
    )
    # An ASCII rule with a gap has no sign of its own: bars keep the words apart all the same.
    assert [words for _, _, words in laid(read(text))[0]][-2:] == ["培训期数", "10.00"]
    boxed = (
        "┌──────┬────────┬──────┐\n"
        "│指标  │内容    │  得分│\n"
        "├──────┼────────┼──────┤\n"
        "│产出  │检查次数│  9.50│\n"
        "│指标  ├────────┼──────┤\n"
        "│      │培训期数│ 10.00│\n"
        "└──────┴────────┴──────┘\n"
    )
    (table,) = read(boxed).tables
    tall = next(cell for cell in table.cells if boxed[cell.start : cell.end] == "产出")
    assert (tall.row, tall.row_span) == (2, 2)
    assert [boxed[c.start : c.end] for c in table.cells if c.continues] == ["指标"]


def test_a_cell_over_several_columns_is_known_by_its_bars() -> None:
    text = (
        "+--------+-------------------+\n"
        "| 项目   | 金额（万元）      |\n"
        "+--------+---------+---------+\n"
        "| 名称   |  预算数 |  执行数 |\n"
        "+--------+---------+---------+\n"
        "| 养护费 |  120.00 |  118.00 |\n"
        "+--------+---------+---------+\n"
    )
    (table,) = read(text).tables
    assert [(c.row, c.column, c.column_span) for c in table.cells][:2] == [(1, 1, 1), (1, 2, 2)]


def test_a_page_break_does_not_break_a_table() -> None:
    text = (
        "科目编码   科目名称             合计      基本支出   项目支出\n"
        "201        一般公共服务支出   2,106.66    1,503.52     603.14\n"
        "20106      财政事务           2,106.66    1,503.52     603.14\n"
        "\f科目编码   科目名称         合计      基本支出   项目支出\n"
        "2010601    行政运行         1,511.89    1,503.52       8.37\n"
        "2010602    一般行政管理事务   594.77        0.00     594.77\n"
        "           合计             2,106.66    1,503.52     603.14\n"
    )
    (table,) = read(text).tables
    assert (table.rows, table.columns) == (7, 5)


def test_a_table_that_goes_on_otherwise_stays_lines() -> None:
    """Half a table would have half its sums; the second page has one column less."""
    text = (
        "科目名称             合计      基本支出   项目支出\n"
        "一般公共服务支出   2,106.66    1,503.52     603.14\n"
        "财政事务           2,106.66    1,503.52     603.14\n"
        "\f行政运行   1,511.89    1,511.89\n"
        "合计       2,106.66    2,106.66\n"
    )
    assert read(text).tables == ()


@pytest.mark.parametrize(
    "text",
    [
        "填报单位：某局        填报日期：2024年3月1日\n联系人：张三          联系电话：12345678\n",
        "项目总预算(万元) 75.00      当年预算(万元) 25.00\n上年结转  -    -\n其他资金  -    -\n",
        "　　一、部门概况\n　　二、履职情况\n　　三、资金情况\n",
        "目    录\n一、部门概况    1\n二、决算情况    3\n三、名词解释    9\n",
        "2024年支出12.50万元，  其中基本支出8.50万元，  项目支出4.00万元。\n比上年  增加2万元。\n",
        "甲  乙\n丙  丁\n戊  己\n",
    ],
)
def test_what_is_no_table_stays_lines(text: str) -> None:
    assert read(text).tables == ()


@pytest.mark.skipif(not CORPUS.exists(), reason="../shared is not beside the repository")
def test_real_prose_stays_prose() -> None:
    """Of the passages of real reports only those that are tables are read as such."""
    tables = {}
    with CORPUS.open(encoding="utf-8") as lines:
        for line in lines:
            passage = json.loads(line)
            if found := read(passage["text"]).tables:
                tables[passage["id"]] = len(found)
    assert tables == {"P077": 1}


MARKS = ("|", "│", "─", "├", "┼", "┤", "-", "+", "  ", " ", "\n", "\u3000", "\t", "\f")
SIGNS = st.sampled_from(["合计", "支出", "1,204.50", "98%", "201", "—", "：", *MARKS])


def assert_nothing_is_lost(extract: Extract) -> None:
    text, position = extract.text, 0
    for block in extract.blocks:
        assert not text[position : block.start].strip()
        assert (block.place.start, block.place.end) == (block.start, block.end)
        position = block.start
        if isinstance(block, Table):
            for cell in block.cells:
                assert position <= cell.start <= cell.end <= block.end
                assert DRAWN.fullmatch(text[position : cell.start])
                assert 1 <= cell.row <= block.rows
                assert 1 <= cell.column <= cell.column + cell.column_span - 1 <= block.columns
                assert cell.value == (text[cell.start : cell.end] or cell.value)
                position = cell.end
            assert DRAWN.fullmatch(text[position : block.end])
        position = block.end
    assert not text[position:].strip()


@example(in_boxes(FORM) + "\n" + in_markdown(FORM) + "\n" + in_blanks(FORM))
@example("支出│──\n合计│1,204.50\n")
@given(st.lists(SIGNS, max_size=80).map("".join))
def test_whatever_a_text_holds_nothing_of_it_is_lost(text: str) -> None:
    assert_nothing_is_lost(read(text))


NAMES = st.sampled_from(["人员经费", "公用经费", "农村公路养护", "其他支出", "办公楼（一期）维修", "水费"])
AMOUNTS = st.decimals(min_value=0, max_value=99999, places=2).map("{:,}".format)


@st.composite
def tables(draw: st.DrawFn) -> Rows:
    columns = draw(st.integers(2, 5))
    header = [
        "项目",
        *draw(st.permutations(["年初预算数", "预算数", "执行数", "决算数", "结余"]))[: columns - 1],
    ]
    rows = [
        [draw(NAMES), *(draw(AMOUNTS | st.just("")) for _ in range(columns - 1))]
        for _ in range(draw(st.integers(0, 6)))
    ]
    # Two full rows hold every column in its place.
    rows += [[draw(NAMES), *(draw(AMOUNTS) for _ in range(columns - 1))] for _ in range(2)]
    return [header, *rows]


@pytest.mark.parametrize("way", ["markdown", "boxes", "ascii boxes"])
@given(rows=tables())
def test_what_bars_part_is_read_as_it_was_written(way: str, rows: Rows) -> None:
    assert laid(read(WAYS[way](rows))) == [cells(rows)]


@pytest.mark.parametrize("way", ["blanks", "narrow blanks"])
@given(rows=tables())
def test_what_blanks_part_is_read_as_it_was_written_or_not_at_all(way: str, rows: Rows) -> None:
    """Where cells are blank, two layouts may be as good as each other: then lines stay lines."""
    assert laid(read(WAYS[way](rows))) in ([cells(rows)], [])


@pytest.mark.parametrize("way", ["blanks", "narrow blanks"])
@given(rows=tables().filter(lambda rows: all(all(row) for row in rows)))
def test_full_rows_are_always_read(way: str, rows: Rows) -> None:
    assert laid(read(WAYS[way](rows))) == [cells(rows)]


@pytest.mark.parametrize(
    "line",
    ["甲  乙\n", "项目  金额\n甲  1.00\n乙\n", "甲  1.00\n  2.00  乙\n", "| 甲 | 1.00 |\n", "│甲│\n├──┤\n"],
)
def test_lines_that_look_like_rows_are_read_in_proportion_to_their_number(line: str) -> None:
    assert grows_in_proportion(lambda count: read(line * count), 200, 1600)


def test_a_line_longer_than_any_row_is_read_in_proportion_to_its_length() -> None:
    assert grows_in_proportion(
        lambda count: read("项目  金额\n" + "甲  乙丙  " * count + "\n"), 2_000, 16_000
    )


def test_a_table_that_no_report_has_stays_lines() -> None:
    """Laying it would take longer than reading a report may."""
    assert read("项目  金额\n" + "甲  1.00\n" * 6000).tables == ()
