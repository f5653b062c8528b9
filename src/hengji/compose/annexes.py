"""
The annexes: the score table, the indicators, the money, and where every figure comes from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hengji.compose.comparison import deviation_rate
from hengji.compose.material import Material, bare_marks, bare_points, score_places
from hengji.compose.sections.effectiveness import actual_words, target_words
from hengji.compose.sections.management import reasoned
from hengji.compose.sources import source_table
from hengji.compose.tables import Row, band, head, row
from hengji.compose.wording import ILLUSTRATION, Words, fact, missing, points, sentence, told
from hengji.domain.block import Annex, Block, TableBlock
from hengji.domain.indicator import CATEGORY_TITLES, DIMENSION_TITLES, Indicator
from hengji.domain.ledger import (
    EXPENDITURE_CLASSES,
    FUND_SOURCES,
    LEDGER_COLUMN_TITLES,
    LEDGER_LINE_TITLES,
    LedgerColumn,
    LedgerLine,
)
from hengji.domain.money import grouped
from hengji.domain.scorecard import Score
from hengji.domain.source import Confidence

TITLES = ("评分表", "绩效指标完成情况表", "支出情况表", "数据来源对照表")


def annexes(material: Material, body: Iterable[Block]) -> Iterator[Block]:
    """All four, each on a page of its own."""
    tables = (
        (score_table(material), True),
        (indicator_table(material), True),
        (money_table(material), False),
        (source_table(body), False),
    )
    for number, (title, (table, wide)) in enumerate(zip(TITLES, tables, strict=True), start=1):
        yield Annex(label=f"附件{number}", title=title, landscape=wide)
        yield table


def score_table(material: Material) -> TableBlock:
    """Every criterion with marks, points, method, arithmetic or reason, and basis."""
    rows: list[Row] = [head("序号", "评价指标", "满分", "得分", "计分方法", "计算过程或扣分原因", "依据")]
    method = basis = ""
    for number, score in _numbered(material.scorecard.scores):
        shown = (_repeated(score.method, method), _repeated(_basis(score), basis))
        rows.append(_score_row(score, number, *shown))
        # A sum of parts has neither; below it, the words that stood above it still hold.
        method, basis = score.method or method, _basis(score) or basis
    card = material.scorecard
    total: Words = (
        fact(points(card.computed_score), computed="各项得分相加")
        if card.computed_score is not None
        else fact(f"{points(card.low)}～{points(card.high)}", computed="各项得分相加")
    )
    full = fact(points(card.full_marks), computed="评分标准规定的满分")
    rows.append(row("", "合计", full, total, "", "", "", aligns="llcclll", strong=True))
    return TableBlock(rows=tuple(rows), widths=(6, 22, 5, 6, 23, 26, 12), unit_note="单位：分")


def _numbered(scores: Iterable[Score], before: str = "") -> Iterator[tuple[str, Score]]:
    """Scores with numbers that show their depth: 1, 1.1, 1.1.1."""
    for index, score in enumerate(scores, start=1):
        number = f"{before}{index}"
        yield number, score
        yield from _numbered(score.parts, f"{number}.")


def _repeated(words: str, before: str) -> str:
    """What was printed last needs no second printing."""
    return "同上" if words and words == before else words


def _score_row(score: Score, number: str, method: str, basis: str) -> Row:
    mark: Words = ILLUSTRATION if score.illustrative and not score.parts else ""
    depth = number.count(".")
    return row(
        fact(number, computed="序号"),
        sentence("　" * depth + score.title, mark),
        bare_marks(score),
        bare_points(score),
        method,
        _explanation(score),
        basis,
        aligns="llcclll",
        strong=bool(score.parts),
    )


def _explanation(score: Score) -> Words:
    words: list[Words] = []
    if score.arithmetic:
        words.append(fact(score.arithmetic, *score_places(score), computed=score.arithmetic))
    if score.reason:
        words += ["；" if words else "", reasoned(score)]
    for lack in score.missing:
        words += ["；" if words else "", missing(lack.name, lack.where)]
    return sentence(*words)


def _basis(score: Score) -> str:
    if score.basis is None or score.parts:
        return ""
    recalled = score.method_confidence is not Confidence.SEEN
    return f"{score.basis}{'（计分方法未见原文）' if recalled else ''}"


def indicator_table(material: Material) -> TableBlock:
    """Every indicator with its three levels, target, actual, deviation, points and reason."""
    titles = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "偏差率", "分值", "得分")
    rows: list[Row] = [head(*titles, "偏差原因")]
    previous: Indicator | None = None
    for one in material.filing.indicators:
        rows.append(_indicator_row(one, previous, material))
        previous = one
    if not material.filing.indicators:
        rows.append(band("未填报绩效指标", len(titles) + 1))
    return TableBlock(rows=tuple(rows), widths=(8, 9, 20, 13, 13, 13, 6, 6, 20))


def _indicator_row(one: Indicator, previous: Indicator | None, material: Material) -> Row:
    first = previous is None or previous.dimension is not one.dimension
    new_category = first or previous is None or previous.category is not one.category
    score = material.scorecard.find(one.code)
    weight: Words = fact(points(one.weight), one.place) if one.weight is not None else "—"
    return row(
        DIMENSION_TITLES[one.dimension] if first else "",
        CATEGORY_TITLES[one.category] if new_category else "",
        one.title,
        sentence(target_words(one), ILLUSTRATION if one.illustrative else ""),
        actual_words(one),
        deviation_rate(one),
        weight,
        bare_points(score) if score is not None else "—",
        told(one.deviation_explanation, one.place) if one.deviation_explanation else "—",
        aligns="lllcccccl",
    )


def money_table(material: Material) -> TableBlock:
    """The ledger as filed; a blank cell is a blank."""
    columns = [
        column
        for column in LedgerColumn
        if any(row.amount(column) is not None for row in material.filing.ledger.rows.values())
    ] or [LedgerColumn.ADJUSTED_BUDGET, LedgerColumn.EXECUTED]
    rows: list[Row] = [head("项目", *(LEDGER_COLUMN_TITLES[column] for column in columns))]
    rows.append(_money_row(material, LedgerLine.TOTAL, columns))
    for title, group in (("按支出类别", EXPENDITURE_CLASSES), ("按资金来源", FUND_SOURCES)):
        filled = [line for line in group if line in material.filing.ledger.rows]
        if filled:
            rows.append(band(title, len(columns) + 1))
            rows += [_money_row(material, line, columns) for line in filled]
    width = 80 // len(columns)
    return TableBlock(
        rows=tuple(rows), widths=(20, *(width for _ in columns)), unit_note="单位：元；“—”为未填报"
    )


def _money_row(material: Material, line: LedgerLine, columns: list[LedgerColumn]) -> Row:
    cells: list[Words] = []
    for column in columns:
        stated = material.stated(line, column)
        cells.append(fact(grouped(stated.value, 2), stated.place) if stated else "—")
    title = LEDGER_LINE_TITLES[line]
    total = line is LedgerLine.TOTAL
    return row(title, *cells, aligns="l" + "r" * len(columns), strong=total)
