"""
From a quantity read to the `Figure` handed out: kind, precision and the word around it.
"""

from __future__ import annotations

from decimal import Decimal

from hengji.domain.figure import Figure, FigureKind
from hengji.domain.stated import YUAN, Modifier
from hengji.figures.contexts import LASTING, ODD_AFTER_UNIT, currency_before, modifier_after, modifier_before
from hengji.figures.lexicon import AFTER, BEFORE, CURRENCIES, CURRENCY_SYMBOLS
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
    """Whether a scaled number without a unit (0.39万) is an amount: money before, nothing counted behind."""
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
    kind, name = _kind(text, start, quantity)
    end, value, begin = quantity.end, quantity.value, start
    previous = text[begin - 1] if begin else "\0"
    if previous == " " and text[begin - 2] == "负":
        begin, previous = begin - 1, "负"
    if (previous == "-" and _is_sign(text, begin - 1)) or (previous == "负" and _is_minus(text, begin - 1)):
        begin, value = begin - 1, -value
        previous = text[begin - 1] if begin else "\0"
    if previous in _CURRENCY_ENDS or (previous == " " and text[begin - 2] in _CURRENCY_ENDS):
        begin, kind, name = _with_currency(text, begin, kind, name)
        previous = text[begin - 1] if begin else "\0"
    modifier = _ODD if quantity.odd else _EXACT if quantity.upper is None else _RANGE
    if previous in _BEFORE_ENDS:
        begin, modifier = _with_word_before(text, begin, kind, modifier)
    if modifier is _EXACT:
        end, modifier = _with_word_after(text, end, kind, quantity)
    upper = quantity.upper if modifier is _RANGE else None
    step = step_of(kind, quantity, text, begin)
    return Figure(source[begin:end], begin, end, kind, value, name, modifier, step, upper)


def hedged(text: str, figure: Figure) -> Figure:
    """A fraction with the words around it: 三分之二以上, 超过1/3."""
    before = modifier_before(text, figure.start) if figure.start else None
    if before is not None:
        return figure._replace(modifier=before[0])
    after = modifier_after(text, figure.end)
    return figure if after is None else figure._replace(modifier=after)


def _kind(text: str, start: int, quantity: Quantity) -> tuple[FigureKind, str]:
    """Kind and unit: by the printed unit, or by what stands before a number without one."""
    unit = quantity.unit
    if unit is not None:
        if not quantity.per:
            return unit.kind, unit.unit
        is_rate = unit.kind is _COUNT and quantity.per not in _SAME
        return FigureKind.RATIO if is_rate else unit.kind, unit.unit + quantity.per
    if quantity.power:
        return (_MONEY, YUAN) if money_around(text, start, quantity.end) else (_COUNT, "")
    if score_before(text, start):
        return FigureKind.SCORE, "分"
    vague = quantity.odd or quantity.upper is not None
    return (_COUNT, "") if vague else (FigureKind.NUMBER, "")


def _with_word_before(text: str, begin: int, kind: FigureKind, modifier: Modifier) -> tuple[int, Modifier]:
    found = modifier_before(text, begin)
    if found is None:
        return begin, modifier
    word, at = found
    if kind is FigureKind.PERIOD and word is Modifier.NEAR and text[at - 1] not in LASTING:
        return begin, modifier  # 近三年 are the last three years, 历时近三年 nearly three
    if modifier is _EXACT or (modifier is _RANGE and word is not Modifier.ABOUT):
        modifier = word
    return (at if text[at] in _SYMBOLS else begin), modifier


def _with_word_after(text: str, end: int, kind: FigureKind, quantity: Quantity) -> tuple[int, Modifier]:
    following, unit = text[end], quantity.unit
    if following in _AFTER_STARTS:
        return end, modifier_after(text, end) or _EXACT
    if following not in "多余" or unit is None or unit.word[-1] not in ODD_AFTER_UNIT:
        return end, _EXACT
    if kind is FigureKind.PERIOD or not "一" <= text[end + 1] <= "龥":
        return end + 1, _ODD
    return end, _EXACT


_SAME = frozenset(("/次", "/人次"))


def _is_sign(text: str, at: int) -> bool:
    """Whether the dash at `at` makes the number behind it negative."""
    before = text[at - 1] if at else "\0"
    return not (before.isascii() and (before.isalnum() or before in ")-%~")) and before not in "—%‰元年月日号"


def _is_minus(text: str, at: int) -> bool:
    """Whether the 负 at `at` makes a number negative; in 减负237亿元 and 担负3项 it ends a word."""
    return not at or text[at - 1] not in "减担肩自背抱胜正欺辜税债增重亏"


def _with_currency(text: str, begin: int, kind: FigureKind, name: str) -> tuple[int, FigureKind, str]:
    at = begin - 1 if text[begin - 1] == " " else begin
    symbol = CURRENCY_SYMBOLS.get(text[at - 1])
    if symbol is not None:
        begin = at - 1
        while begin and text[begin - 1] in "USHK" and at - begin < 4:
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
