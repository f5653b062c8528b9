"""
What a report is written from, and the questions its sections ask of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from string import ascii_uppercase

from hengji.compose.wording import amount, fact, missing, operand, percent, points, quoted, ratio_of, yuan
from hengji.domain.block import Run
from hengji.domain.facts import FACTS, TOPIC_TITLES, Topic
from hengji.domain.filing import Filing
from hengji.domain.finding import Finding
from hengji.domain.indicator import Dimension, Indicator
from hengji.domain.ledger import LEDGER_COLUMN_TITLES, LEDGER_LINE_TITLES, LedgerColumn, LedgerLine
from hengji.domain.money import grouped, in_yuan
from hengji.domain.outline import Outline
from hengji.domain.scorecard import Score, Scorecard, ScoreVerdict
from hengji.domain.source import Place
from hengji.domain.standard import Criterion, Spending, Standard
from hengji.domain.stated import Stated

_SPENDING = {
    Spending.DEPARTMENT: "部门整体支出",
    Spending.PROJECT: "项目支出",
    Spending.EARMARKED: "专项资金支出",
    Spending.TRANSFER: "转移支付资金支出",
}
CHAPTER_NUMERALS = "〇一二三四五六七八九十"


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """A filing, how it was judged, and the outline to be followed."""

    filing: Filing
    scorecard: Scorecard
    findings: tuple[Finding, ...]
    standard: Standard
    outline: Outline

    @property
    def spending(self) -> str:
        """What is evaluated, as the report calls it."""
        return _SPENDING[self.standard.spending]

    def stated(self, line: LedgerLine, column: LedgerColumn) -> Stated | None:
        """An amount of the ledger."""
        return self.filing.ledger.row(line).amount(column)

    def required_amount(self, line: LedgerLine, column: LedgerColumn) -> Run:
        """An amount of the ledger, or the gap that asks for it."""
        stated = self.stated(line, column)
        if stated is None:
            row_place = self.filing.ledger.row(line).place
            return fact_missing(f"ledger.{line.value}.{column.value}", row_place)
        return amount(stated)

    def indicators(self, dimension: Dimension) -> tuple[Indicator, ...]:
        """The indicators of one dimension, in the order filed."""
        return tuple(one for one in self.filing.indicators if one.dimension is dimension)

    def criteria(self) -> Iterator[tuple[Criterion, int]]:
        """All criteria with their depth, in printed order."""
        yield from _walk(self.standard.criteria, 0)

    def criterion(self, code: str) -> Criterion | None:
        """The criterion of that code, at any depth."""
        return next((one for one, _ in self.criteria() if one.code == code), None)


def fact_missing(fact_id: str, row_place: Place | None = None) -> Run:
    """The gap that asks for a fact of the catalogue, by the row and column of its sheet."""
    definition = FACTS[fact_id]
    where = f"{sheet(definition.topic)}{quoted(definition.title)}行“数值”列"
    if definition.topic is Topic.LEDGER:
        _, line, column = fact_id.split(".")
        row, heading = LEDGER_LINE_TITLES[LedgerLine(line)], LEDGER_COLUMN_TITLES[LedgerColumn(column)]
        where = f"{sheet(definition.topic)}“{row}”行“{heading}”列"
    return missing(definition.title, where + _at(row_place))


def indicator_missing(indicator: Indicator, column: str) -> Run:
    """The gap that asks for a column of an indicator's row."""
    where = f"{sheet(Topic.INDICATORS)}{quoted(indicator.title)}行“{column}”列{_at(indicator.place)}"
    return missing(f"{indicator.title}·{column}", where)


def _at(place: Place | None) -> str:
    """The row's number; its place is the first cell, which is not the one to be filled in."""
    if place is None or place.sheet is None or place.cell is None:
        return ""
    return f"（{place.sheet}第{place.cell.lstrip(ascii_uppercase)}行）"


def sheet(topic: Topic) -> str:
    """
    The sheet of the workbook where a topic is filled in, in words.

    >>> sheet(Topic.LEDGER)
    '工作表“预算与决算”'
    """
    return f"工作表“{TOPIC_TITLES[topic]}”"


def share(part: Stated, whole: Stated) -> Run:
    """
    A part's share of the whole as a percentage, with its arithmetic.

    >>> share(Stated(value=Decimal("9081300")), Stated(value=Decimal("29242314.38"))).text
    '31.06%'
    """
    ratio = ratio_of(part.value, whole.value)
    return fact(
        percent(ratio),
        part.place,
        whole.place,
        computed=f"{operand(part)}÷{operand(whole)}",
    )


def difference(minuend: Stated, subtrahend: Stated) -> Run:
    """The unsigned difference of two amounts in yuan, larger minus smaller."""
    high, low = sorted((minuend, subtrahend), key=lambda one: one.value, reverse=True)
    return yuan(
        high.value - low.value,
        high.place,
        low.place,
        computed=f"{in_yuan(high.value)}－{in_yuan(low.value)}",
    )


def rate_of_change(now: Stated, before: Stated) -> Run:
    """The unsigned rate by which an amount rose or fell."""
    change = abs(now.value - before.value)
    return fact(
        percent(ratio_of(change, abs(before.value))),
        now.place,
        before.place,
        computed=f"{grouped(change, 2)}÷{grouped(abs(before.value), 2)}",
    )


def score_points(score: Score) -> Run:
    """A score's points, or the interval it lies in where the filing does not decide it."""
    if score.verdict is ScoreVerdict.UNDECIDABLE or score.points is None:
        text = f"{points(score.low)}至{points(score.high)}分（待定）"
        return fact(text, *score_places(score), computed="资料不足，按最低和最高可能得分列示")
    return fact(f"{points(score.points)}分", *score_places(score), computed=score_computed(score))


def full_marks(score: Score) -> Run:
    """The full marks of a criterion, which the edition gives."""
    return fact(f"{points(score.full_marks)}分", computed="评分标准规定的分值")


def bare_points(score: Score) -> Run:
    """A score's points without their unit, for tables; an interval where undecidable."""
    if score.points is None:
        text = f"{points(score.low)}～{points(score.high)}"
        return fact(text, *score_places(score), computed="资料不足，按最低和最高可能得分列示")
    return fact(points(score.points), *score_places(score), computed=score_computed(score))


def bare_marks(score: Score) -> Run:
    """Full marks without their unit, for tables."""
    return fact(points(score.full_marks), computed="评分标准规定的分值")


def score_places(score: Score) -> tuple[Place, ...]:
    """Where the inputs of a score stand."""
    places = [one.place for leaf in score.leaves() for one in leaf.inputs]
    places += [leaf.place for leaf in score.leaves()]
    return tuple(dict.fromkeys(place for place in places if place is not None))


def score_computed(score: Score) -> str:
    """How a score came about, in words."""
    if score.parts:
        return f"{score.title}各项得分相加"
    return score.arithmetic or score.method or score.reason or score.title


def score_rate(score: Score) -> Run:
    """Points over full marks; `full_marks` must not be zero and the score decided."""
    ratio = ratio_of(score.points or Decimal(0), score.full_marks)
    computed = f"{points(score.points or Decimal(0))}÷{points(score.full_marks)}"
    return fact(percent(ratio), *score_places(score), computed=computed)


def _walk(criteria: tuple[Criterion, ...], depth: int) -> Iterator[tuple[Criterion, int]]:
    for criterion in criteria:
        yield criterion, depth
        yield from _walk(criterion.criteria, depth + 1)


def numeral(number: int) -> str:
    """
    A number below a hundred as Chinese numerals.

    >>> [numeral(n) for n in (1, 10, 12, 20, 23)]
    ['一', '十', '十二', '二十', '二十三']
    """
    tens, ones = divmod(number, 10)
    if tens == 0:
        return CHAPTER_NUMERALS[ones]
    return ("" if tens == 1 else CHAPTER_NUMERALS[tens]) + "十" + (CHAPTER_NUMERALS[ones] if ones else "")


def numbered(level: int, index: int, title: str) -> str:
    """
    A heading with its number: 一、 （一） 1. （1）.

    >>> [numbered(level, 2, "预算编制") for level in (1, 2, 3, 4)]
    ['二、预算编制', '（二）预算编制', '2.预算编制', '（2）预算编制']
    """
    match level:
        case 1:
            return f"{numeral(index)}、{title}"
        case 2:
            return f"（{numeral(index)}）{title}"
        case 3:
            return f"{index}.{title}"
        case _:
            return f"（{index}）{title}"
