"""
From a quantity read to the `Figure` handed out: kind, precision and the word around it.
"""

from __future__ import annotations

from decimal import Decimal

from hengji.domain.figure import Figure, FigureKind
from hengji.domain.stated import PERCENT, YUAN, Modifier
from hengji.figures.contexts import ODD_AFTER_UNIT, currency_before, modifier_after, modifier_before
from hengji.figures.lexicon import AFTER, BEFORE
from hengji.figures.quantities import Quantity

_MONEY_WORDS = (
    "资金",
    "经费",
    "支出",
    "收入",
    "预算",
    "投入",
    "拨款",
    "金额",
    "支付",
    "未支",
    "决算",
    "投资",
    "费用",
    "元",
    "费",
    "款",
    "将",
)
_SCORE_WORDS = ("得分", "评分", "满分", "总分", "分值", "自评分", "加分", "扣分", "分数", "扣")
_WHOLE_WORDS = ("合计", "共计", "总计", "小计")
_LOOKED_BACK = 16
_FEN = Decimal("0.01")
_HUNDRED = Decimal(100)
_EXACT, _ODD, _RANGE = Modifier.EXACT, Modifier.ODD, Modifier.RANGE
_MONEY, _COUNT, _PERCENT = FigureKind.MONEY, FigureKind.COUNT, FigureKind.PERCENT
_AFTER_STARTS = frozenset(AFTER) | {" "}
_BEFORE_ENDS = frozenset(BEFORE) | {" "}
_SYMBOLS = frozenset("≥≤<>=≧≦≈")
_CURRENCY_ENDS = frozenset("币元金YD$¥€£")


def money_around(text: str, start: int, end: int) -> bool:
    """Whether a scaled number without a unit (0.39万) is an amount: nothing counted follows, money precedes."""
    following = text[end]
    if "一" <= following <= "龥" and following not in "用的其为占等和及以元打发拨":
        return False
    before = text[max(start - _LOOKED_BACK, 0) : start]
    return any(word in before for word in _MONEY_WORDS)


def score_before(text: str, start: int) -> bool:
    """Whether a number without a unit is a score: 得分98.5."""
    before = text[max(start - 6, 0) : start].rstrip(" :为是达到")
    return before.endswith(_SCORE_WORDS)


def step_of(kind: FigureKind, quantity: Quantity, text: str, start: int) -> Decimal | None:
    """The value of the last printed place, or `None` where the figure is exact (decision 5)."""
    if kind is _MONEY:
        return None if not quantity.power and quantity.place <= _FEN else quantity.place
    if kind is _PERCENT and quantity.value == _HUNDRED:
        before = text[max(start - 4, 0) : start].rstrip(" :为")
        return None if before.endswith(_WHOLE_WORDS) else quantity.place
    if quantity.exact and kind is not _PERCENT and kind is not FigureKind.PERCENTAGE_POINT:
        return None
    return quantity.place


def made(text: str, source: str, start: int, quantity: Quantity) -> Figure:
    """The figure of a quantity that begins at `start`."""
    unit = quantity.unit
    end, value, upper = quantity.end, quantity.value, quantity.upper
    if unit is None:
        if quantity.power:
            kind, name = (_MONEY, YUAN) if money_around(text, start, end) else (_COUNT, "")
        elif score_before(text, start):
            kind, name = FigureKind.SCORE, "分"
        elif quantity.odd or upper is not None:
            kind, name = _COUNT, ""
        else:
            kind, name = FigureKind.NUMBER, ""
    else:
        kind, name = unit.kind, unit.unit
        if quantity.per:
            name += quantity.per
            if kind is _COUNT and quantity.per not in _SAME:
                kind = FigureKind.RATIO
    begin = start
    previous = text[begin - 1] if begin else "\0"
    if (previous == "-" and _is_sign(text, begin - 1)) or previous == "负":
        begin, value = begin - 1, -value
        previous = text[begin - 1] if begin else "\0"
    if previous in _CURRENCY_ENDS or (previous == " " and text[begin - 2] in _CURRENCY_ENDS):
        begin, kind, name = _with_currency(text, begin, kind, name)
        previous = text[begin - 1] if begin else "\0"
    modifier = _EXACT
    if quantity.odd:
        modifier = _ODD
    elif upper is not None:
        modifier = _RANGE
    if previous in _BEFORE_ENDS:
        word = modifier_before(text, begin)
        if word is not None and not (kind is FigureKind.PERIOD and word[0] is Modifier.NEAR):
            if modifier is _EXACT or (modifier is _RANGE and word[0] is not Modifier.ABOUT):
                modifier = word[0]
            if text[word[1]] in _SYMBOLS:
                begin = word[1]
    following = text[end]
    if following in _AFTER_STARTS:
        after = modifier_after(text, end)
        if after is not None and modifier is _EXACT:
            modifier = after
    elif following in "多余" and unit is not None and unit.word[-1] in ODD_AFTER_UNIT and modifier is _EXACT:
        if not "一" <= text[end + 1] <= "龥" or unit.kind is FigureKind.PERIOD:
            end, modifier = end + 1, _ODD
    if kind is _COUNT and following == "的" and text.startswith("的速度", end):
        kind = FigureKind.RATIO
    if modifier is not _RANGE:
        upper = None
    return Figure(
        source[begin:end],
        begin,
        end,
        kind,
        value,
        name,
        modifier,
        step_of(kind, quantity, text, begin),
        upper,
    )


_SAME = frozenset(("/次", "/人次"))


def _is_sign(text: str, at: int) -> bool:
    """Whether the dash at `at` makes the number behind it negative."""
    before = text[at - 1] if at else "\0"
    return not (before.isascii() and (before.isalnum() or before in ")-%~")) and before not in "—%‰元年月日号"


def _with_currency(text: str, begin: int, kind: FigureKind, name: str) -> tuple[int, FigureKind, str]:
    from hengji.figures.lexicon import CURRENCIES, CURRENCY_SYMBOLS

    at = begin - 1 if text[begin - 1] == " " else begin
    symbol = CURRENCY_SYMBOLS.get(text[at - 1])
    if symbol is not None:
        begin = at - 1
        while begin and text[begin - 1] in "USHK" and at - begin < 4:  # noqa: PLR2004
            begin -= 1
        prefix = text[begin : at - 1]
        return begin, _MONEY, {"HK": "HKD", "US": "USD"}.get(prefix, symbol)
    word = currency_before(text, begin)
    if word is None or kind not in (FigureKind.NUMBER, _MONEY, _COUNT):
        return begin, kind, name
    if kind is _COUNT and name:
        return begin, kind, name
    code = CURRENCIES.get(word[0], name)
    return word[1], _MONEY, code if name in ("", YUAN) else name


PERCENT_UNIT = PERCENT
