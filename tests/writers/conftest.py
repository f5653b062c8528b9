"""A report with every kind of block, invented unit and figures, as a department would file it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from hengji.domain.block import (
    Annex,
    Block,
    Composition,
    Heading,
    Notice,
    Run,
    RunKind,
    Runs,
    Signature,
    TableBlock,
    TableCell,
    TextBlock,
    Title,
    plain,
)
from hengji.domain.source import Place

UNIT = "临江市青少年服务中心"


def fact(text: str, cell: str = "D7", computed: str = "") -> Run:
    return Run(
        text=text, kind=RunKind.FACT, places=(Place(sheet="预算与决算", cell=cell),), computed=computed
    )


def cell(text: str, **how: object) -> TableCell:
    return TableCell(runs=plain(text), **how)  # type: ignore[arg-type]


def head(*titles: str) -> tuple[TableCell, ...]:
    return tuple(cell(title, header=True, align="center") for title in titles)


LONG = (
    "本单位围绕年度工作要点，把青少年阅读推广、假期托管和心理辅导三项服务列为重点，"
    "按月核对进度、按季核对支出，服务量和经费支出均可在附表中逐项查到。"
    "全年开放日覆盖全部七个镇（街），场馆日均接待人数高于上年，周末和节假日实行错峰预约。"
)


def ledger() -> TableBlock:
    rows = [
        head("支出分类", "年初预算", "全年预算", "全年执行", "执行率"),
        ("人员经费", "6,120,000.00", "6,245,310.20", "6,201,998.45", "99.31%"),
        ("公用经费", "402,000.00", "398,500.00", "371,204.18", "93.15%"),
        ("项目支出", "2,860,000.00", "3,041,000.00", "2,899,117.60", "95.33%"),
    ]
    body = tuple(
        tuple(cell(text, align="left" if index == 0 else "right") for index, text in enumerate(row))
        for row in rows[1:]
    )
    total = (
        cell("合计", strong=True, align="center"),
        *(
            TableCell(runs=(fact(text, place),), align="right", strong=True)
            for text, place in (
                ("9,382,000.00", "C11"),
                ("9,684,810.20", "D11"),
                ("9,472,320.23", "E11"),
                ("97.81%", "F11"),
            )
        ),
    )
    return TableBlock(
        rows=(rows[0], *body, total),  # type: ignore[arg-type]
        widths=(20, 20, 20, 20, 12),
        caption="表1  2024年度收支情况",
        unit_note="单位：元",
    )


def indicator_table(rows: int = 36) -> TableBlock:
    """Long enough for several landscape pages, with cells merged over rows."""
    titles = (
        "一级指标",
        "二级指标",
        "三级指标",
        "年度指标值",
        "实际完成值",
        "分值",
        "得分",
        "偏差原因及改进措施",
    )
    body: list[tuple[TableCell, ...]] = []
    for number in range(rows):
        cells: list[TableCell] = []
        if number % 12 == 0:
            cells.append(cell("产出指标" if number < rows // 2 else "效益指标", row_span=12, align="center"))
        if number % 4 == 0:
            cells.append(cell("数量指标", row_span=4, align="center"))
        cells += [
            cell(f"第{number + 1}类阅读推广活动场次"),
            cell(f"≥{20 + number}场", align="center"),
            TableCell(runs=(fact(f"{22 + number}场", f"H{number + 5}"),), align="center"),
            cell("2.50", align="right"),
            cell("2.50", align="right"),
            TableCell(
                runs=(
                    Run(text="暑期场馆检修两周，部分场次改在社区举行，已在次年计划中错开检修时间。")
                    if number % 5 == 0
                    else Run(text="无"),
                    *((Run(text="［示例］", kind=RunKind.MARK),) if number % 7 == 0 else ()),
                )
            ),
        ]
        body.append(tuple(cells))
    total = (
        cell("合计", column_span=5, align="center", strong=True),
        cell("90.00", align="right", strong=True),
        cell("90.00", align="right", strong=True),
        cell(""),
    )
    first = (
        *(cell(title, header=True, row_span=2) for title in titles[:3]),
        cell("指标值", header=True, column_span=2),
        cell("评分", header=True, column_span=2),
        cell(titles[-1], header=True, row_span=2),
    )
    second = head("年度指标值", "实际完成值", "分值", "得分")
    return TableBlock(
        rows=(first, second, *body, total),
        widths=(9, 10, 24, 11, 11, 7, 7, 26),
        header_rows=2,
    )


def paragraphs() -> list[Block]:
    return [
        Heading(level=1, text="一、部门基本情况"),
        Heading(level=2, text="（一）部门职能"),
        TextBlock(runs=plain(LONG)),
        Heading(level=2, text="（二）部门整体支出情况"),
        TextBlock(
            runs=(
                Run(text="2024年支出"),
                fact("9,472,320.23元", "E11"),
                Run(text="，比上年度减少"),
                fact("310,087.19元", "G11", "9,472,320.23－9,782,407.42"),
                Run(text="，减少"),
                fact("3.17%", "G12", "310,087.19÷9,782,407.42"),
                Run(text="，主要原因是“过紧日子”要求下压减会议、培训和印刷——其中会议费减少一半……。"),
                Run(text="上年结转资金的使用情况"),
                Run(text="【待填：预算与决算!H9 上年结转执行数】", kind=RunKind.PENDING),
                Run(text="。"),
            )
        ),
        ledger(),
        Heading(level=1, text="二、绩效自评情况"),
        Heading(level=2, text="（一）自评结论"),
        TextBlock(
            runs=(
                Run(text="经自评，本单位2024年度部门整体支出绩效得分"),
                fact("97.84分", "F3"),
                Run(text="［示例］", kind=RunKind.MARK),
                Run(text="，绩效等级为“"),
                Run(text="优", kind=RunKind.STRONG),
                Run(text="”。"),
            )
        ),
        Heading(level=3, text="1．预算编制情况"),
        TextBlock(runs=plain(LONG * 2)),
        Heading(level=4, text="（1）编制口径"),
        TextBlock(runs=plain(LONG)),
    ]


def filler(count: int) -> list[Block]:
    blocks: list[Block] = []
    for number in range(count):
        blocks.append(Heading(level=3, text=f"{number + 2}．第{number + 1}项工作"))
        blocks.extend(TextBlock(runs=plain(LONG)) for _ in range(3))
    return blocks


NOTICE: Runs = (
    Run(text="【提示】", kind=RunKind.STRONG),
    Run(text="本报告所用评分标准的分值为示例，未见官方评分表，不得作为正式评分依据。"),
)


@pytest.fixture
def report() -> Composition:
    blocks: list[Block] = [
        Title(text=f"{UNIT}2024年度\n部门整体支出绩效自评报告"),
        Notice(runs=NOTICE),
        *paragraphs(),
        *filler(6),
        Signature(name=plain(UNIT), date=plain("2025年3月20日")),
        Annex(label="附件1", title="部门整体支出绩效自评评分表"),
        ledger(),
        Annex(label="附件2", title="绩效指标完成情况表", landscape=True),
        indicator_table(),
        Annex(label="附件3", title="佐证材料清单"),
        TextBlock(runs=plain("1．场馆开放记录；2．读者满意度调查表。")),
    ]
    return Composition(
        title=f"{UNIT}2024年度部门整体支出绩效自评报告",
        blocks=tuple(blocks),
        author=UNIT,
        subject="部门整体支出绩效自评",
    )


HOSTILE = (
    "#let x = 1 #panic() $ \\ * _ ` @a <label> // 注释 /* */ <script>alert('甲')</script> &amp; ]]> "
    "\x00\x07 喆玥堃犇㎡ 𠮷 😀 \u202e左 \ud800 \ufffe 末"
)
"""What a clerk may paste and what somebody may try: markup of every sink, rare and impossible characters."""


@pytest.fixture
def hostile() -> Composition:
    runs = plain(HOSTILE)
    return Composition(
        title=HOSTILE,
        author=HOSTILE,
        subject=HOSTILE,
        blocks=(
            Title(text=HOSTILE),
            Heading(level=1, text=HOSTILE),
            TextBlock(
                runs=tuple(
                    Run(text=HOSTILE, kind=kind, computed=HOSTILE, places=(Place(sheet=HOSTILE, cell='A"1'),))
                    for kind in RunKind
                )
            ),
            TableBlock(
                rows=((TableCell(runs=runs, header=True),), (TableCell(runs=runs),)),
                widths=(1,),
                caption=HOSTILE,
                unit_note=HOSTILE,
            ),
            Notice(runs=runs),
            Signature(name=runs, date=runs),
            Annex(label=HOSTILE, title=HOSTILE, landscape=True),
            TextBlock(runs=runs),
        ),
    )


def texts(block: Block) -> list[str]:
    """The words of a block in the order a reader meets them."""
    match block:
        case Title() | Heading():
            return [block.text]
        case TextBlock():
            return [block.text]
        case Notice():
            return ["".join(run.text for run in block.runs)]
        case Signature():
            return ["".join(run.text for run in runs) for runs in (block.name, block.date)]
        case Annex():
            return [block.label, block.title]
        case TableBlock():
            cells = [one.text for row in block.rows for one in row]
            return [text for text in (block.caption, block.unit_note, *cells) if text]


@pytest.fixture
def words_of() -> Callable[[Composition], list[str]]:
    """All words of a composition, block by block."""
    return lambda composition: [text for block in composition.blocks for text in texts(block)]
