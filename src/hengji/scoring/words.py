"""
Figures and places in the words of a scorecard.

The arithmetic that is written out must never contradict the points beside it.  The points come
from the exact ratio; what is printed is rounded — so a printed ratio gets as many places as it
needs for the reader's own pocket calculator to arrive at the same points.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from hengji.domain.facts import FACTS, TOPIC_TITLES, Topic
from hengji.domain.indicator import Indicator
from hengji.domain.ledger import LEDGER_COLUMN_TITLES, LEDGER_LINE_TITLES, LedgerColumn, LedgerLine
from hengji.domain.money import grouped, rounded
from hengji.domain.scorecard import Input, MissingInput
from hengji.domain.source import Place
from hengji.domain.stated import PERCENT, YUAN, Modifier, Stated
from hengji.scoring.ratio import HUNDRED, Ratio

TARGET, ACTUAL, WEIGHT = "目标值", "实际完成值", "分值"
ACHIEVEMENT, POINTS = "完成程度", "自评得分"
JUDGED, REASON, MET = "评判得分", "理由", "是否满足"
VALUE = "数值"
# Columns of the filing workbook, as a clerk reads them there; a test holds them against it.

_MONEY_PLACES = 2
_MOST_PLACES = 6


def plain(value: Decimal) -> str:
    """
    A number without needless zeros: marks, limits, units of measure.

    >>> plain(Decimal("10.00")), plain(Decimal("1E+2")), plain(Decimal("0.50"))
    ('10', '100', '0.5')
    """
    return f"{value.normalize():f}" if value else "0"


def percent(ratio: Decimal) -> str:
    """
    A limit of an edition as a percentage.

    >>> percent(Decimal("0.8"))
    '80%'
    """
    return f"{plain(ratio * HUNDRED)}%"


def limit(bound: Decimal, unit: str) -> str:
    """
    A limit in the unit of its measure.

    >>> limit(Decimal("0.1"), "%"), limit(Decimal(20), "天")
    ('10%', '20天')
    """
    return percent(bound) if unit == "%" else f"{plain(bound)}{unit}"


def amount(stated: Stated) -> str:
    """
    A figure of the filing without its unit: yuan to the fen, all else without needless zeros.

    >>> amount(Stated(value=Decimal("28771611.6"), unit="CNY"))
    '28,771,611.60'
    >>> amount(Stated(value=Decimal("214900.00"), unit="人次"))
    '214,900'
    """
    if stated.unit != YUAN:
        return grouped(stated.value.normalize())
    exponent = stated.value.as_tuple().exponent
    to_the_fen = isinstance(exponent, int) and exponent >= -_MONEY_PLACES
    return grouped(stated.value, _MONEY_PLACES if to_the_fen else None)


_MODIFIERS = {
    Modifier.EXACT: "{}",
    Modifier.ABOUT: "约{}",
    Modifier.OVER: "超{}",
    Modifier.ODD: "{}多",
    Modifier.NEAR: "近{}",
    Modifier.AT_LEAST: "不少于{}",
    Modifier.AT_MOST: "不超过{}",
    Modifier.UNDER: "不足{}",
    Modifier.RANGE: "{}起",
}


def spoken(stated: Stated) -> str:
    """
    A figure with the word that widens it.

    >>> spoken(Stated(value=Decimal(1600), modifier=Modifier.OVER))
    '超1,600'
    >>> spoken(Stated(value=Decimal(60), upper=Decimal(80), modifier=Modifier.RANGE))
    '60～80'
    """
    if stated.upper is not None:
        return f"{amount(stated)}～{grouped(stated.upper.normalize())}"
    return _MODIFIERS[stated.modifier].format(amount(stated))


def printed(stated: Stated) -> str:
    """
    A figure in a sentence: percent with its sign, other units left out.

    >>> printed(Stated(value=Decimal("97.60"), unit="%"))
    '97.6%'
    """
    return amount(stated) + (PERCENT if stated.unit == PERCENT else "")


def figure(stated: Stated) -> str:
    """
    A figure inside a formula: as `printed`, a negative one in brackets.

    >>> figure(Stated(value=Decimal(-3), unit="%"))
    '（-3%）'
    """
    return signed(printed(stated))


def quoted(title: str) -> str:
    """
    A title in quotation marks; marks inside it become single ones, as Chinese prints them.

    >>> quoted("“三公”经费预算数")
    '“‘三公’经费预算数”'
    """
    inner = title.replace("“", "‘").replace("”", "’")
    return f"“{inner}”"


def signed(digits: str) -> str:
    """
    A figure inside a formula: a negative one stands in brackets.

    >>> signed("-5.00")
    '（-5.00）'
    """
    return f"（{digits}）" if digits.startswith("-") else digits


def unit_title(unit: str) -> str:
    """The unit as an official reads it."""
    return "元" if unit == YUAN else unit


def as_input(name: str, stated: Stated) -> Input:
    """A figure of the filing as it enters the arithmetic."""
    return Input(name=name, value=spoken(stated), unit=unit_title(stated.unit), place=stated.place)


def shown(ratio: Ratio, unit: str, agrees: Callable[[Ratio], bool]) -> str | None:
    """
    The ratio rounded for print, with as many places as `agrees` demands, at least two.

    `None` where no rounding to six places agrees; the caller then leaves the quotient out.

    >>> third = Ratio(Decimal("59.996"), Decimal(100))
    >>> shown(third, "%", lambda printed: printed.compare(Decimal("0.6")) < 0)
    '59.996%'
    """
    scale = HUNDRED if unit == "%" else Decimal(1)
    value = ratio.times(scale)
    if unit != "%" and value == value.to_integral_value():
        return grouped(value.to_integral_value())
    for places in range(2, _MOST_PLACES + 1):
        printed = rounded(value, places)
        if agrees(Ratio(printed, scale)):
            return f"{grouped(printed)}{'%' if unit == '%' else ''}"
    return None


def division(expression: str, quotient: str | None, *, divided: bool) -> str:
    """
    The division with its quotient, as far as each is worth printing.

    >>> division("136÷143", "95.10%", divided=True), division("20", "20", divided=False)
    ('136÷143＝95.10%', '20')
    """
    return f"{expression}＝{quotient}" if divided and quotient else expression


def units(count: Decimal) -> str:
    """
    So many units of deviation, to six places where they are not whole.

    >>> units(Decimal("3")), units(Decimal("2.5000"))
    ('3', '2.5')
    """
    return plain(rounded(count, _MOST_PLACES))


def missing_fact(fact_id: str, row_place: Place | None) -> MissingInput:
    """A fact that was left blank, and where the clerk puts it."""
    fact = FACTS[fact_id]
    sheet = TOPIC_TITLES[fact.topic]
    if fact.topic is Topic.LEDGER:
        _, line, column = fact_id.split(".")
        row = LEDGER_LINE_TITLES[LedgerLine(line)]
        where = f"工作表“{sheet}”“{row}”行“{LEDGER_COLUMN_TITLES[LedgerColumn(column)]}”列"
    else:
        where = f"工作表“{sheet}”{quoted(fact.title)}行“{VALUE}”列"
    return MissingInput(name=fact.title, where=where + _at(row_place))


def missing_of_indicator(indicator: Indicator, column: str) -> MissingInput:
    """A column of an indicator's row that was left blank."""
    sheet = TOPIC_TITLES[Topic.INDICATORS]
    where = f"工作表“{sheet}”{quoted(indicator.title)}行“{column}”列{_at(indicator.place)}"
    return MissingInput(name=f"{indicator.title}·{column}", where=where)


def missing_of_assessment(title: str, column: str, place: Place | None) -> MissingInput:
    """A column of a criterion's row that was left blank."""
    sheet = TOPIC_TITLES[Topic.ASSESSMENTS]
    return MissingInput(
        name=f"{title}·{column}", where=f"工作表“{sheet}”{quoted(title)}行“{column}”列{_at(place)}"
    )


def missing_of_item(title: str, item: str, place: Place | None) -> MissingInput:
    """An item of a checklist that was not answered."""
    sheet = TOPIC_TITLES[Topic.ASSESSMENTS]
    where = f"工作表“{sheet}”{quoted(title)}下该核对事项的“{MET}”列{_at(place)}"
    return MissingInput(name=f"{title}·{item}", where=where)


def _at(place: Place | None) -> str:
    """
    The row's place in brackets, where it is known.

    >>> _at(Place(sheet="预算与决算", row=7))
    '（第7行）'
    >>> _at(Place(page=3, table=1))
    '（第3页 表1）'
    >>> _at(Place(sheet="预算与决算", cell="B6"))
    '（第6行）'
    """
    if place is None:
        return ""
    words = str(place)
    row = place.row if place.cell is None else place.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    if place.sheet is not None and row:
        # The row's place is its first cell, not the cell to be filled in; the sheet is named already.
        words = f"第{row}行"
    return f"（{words}）" if words else ""
