"""
The pass over figures that begin with an Arabic digit.

The pattern begins with one plain character class, so the regular-expression engine skips from
digit to digit and takes scale and unit along when they follow at once.  Nearly all figures of a
report are of that plain kind and are finished here (`_plain`); whatever has a sign, a date, a
break or a name about it goes the long way (`_closely`).
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from sys import intern

from hengji.domain.figure import Figure, FigureKind
from hengji.domain.stated import Modifier
from hengji.figures.codes import credit_code, recorded
from hengji.figures.contexts import LASTING, is_name, modifier_after, modifier_before
from hengji.figures.lexicon import AFTER, BEFORE, NAMED_NUMBERS, UNITS, Unit, stop_pattern, unit_at
from hengji.figures.making import made, step_of
from hengji.figures.numerals import SCALES
from hengji.figures.quantities import NUMBER, Quantity, arabic_at
from hengji.figures.ranges import ranged
from hengji.figures.signs import section_number, signed

_EXACT, _ODD, _NEAR = Modifier.EXACT, Modifier.ODD, Modifier.NEAR
_MONEY, _COUNT, _PERIOD, _PERCENT = FigureKind.MONEY, FigureKind.COUNT, FigureKind.PERIOD, FigureKind.PERCENT
_LONGEST_WORD = 40
_RANGE_STARTS = frozenset("-—~至到( ")
_DATE_STARTS = frozenset("年-./—~至到 \n")
_SIGNS = frozenset("月日号分成/:+.、)是至到-—~时点又")


def _unit_pattern() -> str:
    """All units that may follow a number at once, as one alternation by first character."""
    groups = []
    for first, units in sorted(UNITS.items(), key=lambda group: _FREQUENT.find(group[0]) % 1000):
        tails = [_tail(unit) for unit in units if unit.word not in _LONG_WAY]
        if tails:
            groups.append(re.escape(first) + (f"(?:{'|'.join(tails)})" if len(tails) > 1 else tails[0]))
    return "|".join(groups)


_FREQUENT = "元%个人户场名项次家期件条批辆分份座万"
_LONG_WAY = frozenset(
    (
        "年",
        "日",
        "个多百分点",
        "块",
        "角",
        "毛",
        "角钱",
        "毛钱",
        "分钱",
        "美分",
        "个半月",
        "G",
        "M",
        "版",
        "点",
    )
)
"""Words that need a closer look: a year or a duration, a classifier or a currency."""


def _tail(unit: Unit) -> str:
    tail = re.escape(unit.word[1:])
    stop = stop_pattern(unit.word)
    if stop:
        return tail + stop
    if unit.word.isascii() and unit.word[-1].isalnum():
        return tail + "(?![0-9A-Za-z])"
    return tail


_LED = re.compile(
    f"({NUMBER.pattern})" + r"(?: ?([多余来]?)([万亿]{0,2}|[万亿千百]{1,2})(" + _unit_pattern() + "))?"
)
_UNIT = {unit.word: (unit.kind, unit.unit, unit) for units in UNITS.values() for unit in units}
_CLOSELY_BEFORE = frozenset("+-._%±负时¥$€£币元金D ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
_CLOSELY_AFTER = frozenset("-—~至到/(半多余\n0123456789零〇一二两三四五六七八九整正角 ")
_BEFORE_ENDS = frozenset(BEFORE)
_AFTER_STARTS = frozenset(AFTER)
_POWERS = dict(SCALES)
_PLACES = tuple(Decimal(1).scaleb(-decimals) for decimals in range(40))
_figure = tuple.__new__  # what `Figure(...)` does, without binding nine arguments by name
_ZEROS = tuple("0" * power for power in range(20))
_STEPS = tuple(Decimal("1" + zeros) for zeros in _ZEROS)
_decimal = lru_cache(maxsize=4096)(Decimal)
"""A text says 100%, 1个 and the like over and over: one number and one quote stand for all of them."""


def collect(text: str, source: str, figures: list[Figure]) -> None:
    """Append every figure of `source` that begins with an Arabic digit; `text` is its folded form."""
    done = 0
    add = figures.append
    for match in _LED.finditer(text):
        start, end = match.span()
        if start < done:
            continue
        digits, odd, scale, word = match.groups()
        if word is not None and text[start - 1] not in _CLOSELY_BEFORE and text[end] not in _CLOSELY_AFTER:
            figure = _plain(text, source, start, end, digits, odd, scale, word)
            if figure is not None:
                add(figure)
                done = end
                continue
        figure, done = _closely(text, source, start, start + len(digits), digits)
        if figure is not None:
            add(figure)


def _plain(  # noqa: C901, PLR0912, PLR0917 - nine figures in ten pass here: one body, no calls to spare
    text: str, source: str, start: int, end: int, digits: str, odd: str, scale: str, word: str
) -> Figure | None:
    """A number with its unit right behind it and nothing unusual around; `None` to look closer."""
    kind, name, unit = _UNIT[word]
    if text[end] == ")" and word in _CODED and text[start - 1] == "(":
        return None
    power = 0
    if scale:
        if scale not in _POWERS:
            return None
        power = _POWERS[scale]
    if len(digits) > _LONGEST_PLAIN:
        return None
    if "," in digits or "，" in digits:
        digits = digits.replace(",", "").replace("，", "")
    whole, dot, fraction = digits.partition(".")
    decimals = len(fraction)
    step: Decimal | None
    if not power:
        if dot:
            if kind is _COUNT and not unit.is_measure:
                return None
            step = None if kind is _MONEY and decimals > 1 else _PLACES[decimals]
        elif kind is _COUNT or kind is _PERIOD or kind is FigureKind.SCORE:
            step = None
        else:
            step = _PLACES[0]
        value = _decimal(digits)
        if kind is _PERCENT and value == _HUNDRED:
            step = step_of(kind, Quantity(value, _PLACES[decimals], False, 0, None, end), text, start)
    else:
        exponent = power - decimals
        if exponent < 0:
            return None
        value = _decimal(whole + fraction + _ZEROS[exponent])
        step = _STEPS[exponent]
    modifier = _ODD if odd else _EXACT
    begin = start
    previous, following = text[start - 1], text[end]
    if previous in _BEFORE_ENDS:
        found = modifier_before(text, start)
        if found is not None:
            if modifier is _EXACT and (
                kind is not _PERIOD or found[0] is not _NEAR or text[found[1] - 1] in LASTING
            ):
                modifier = found[0]
            if text[found[1]] in _SYMBOLS:
                begin = found[1]
    if modifier is _EXACT and following in _AFTER_STARTS:
        modifier = modifier_after(text, end) or _EXACT
    return _figure(Figure, (intern(source[begin:end]), begin, end, kind, value, name, modifier, step, None))


_CODED = frozenset("类款项")
"""支出（204类）司法（06款）其他（99项）: the codes of the classes of expenditure."""
_STOPS = "。；;，,"
_ABOVE = 40
"""Characters before the code of an item in which that of its class stands."""
_LONGEST_PLAIN = 25
_HUNDRED = Decimal(100)
_SYMBOLS = frozenset("≥≤<>=≧≦≈")


def _closely(  # noqa: C901, PLR0912 - one question after another, the order matters
    text: str, source: str, start: int, end: int, digits: str
) -> tuple[Figure | None, int]:
    """The figure at `start`, if it is one, and where to go on."""
    previous, following = text[start - 1], text[end]
    if previous.isascii() and (previous.isalpha() or previous in "_+-."):
        skipped = _glued(text, start, end, previous)
        if skipped:
            return None, skipped
        if (
            previous == "."
            and digits.isdigit()
            and not (text[start - 2].isascii() and (text[start - 2].isalnum() or text[start - 2] == "."))
        ):
            start, digits = start - 1, "0." + digits
    figure: Figure | None
    if following in _DATE_STARTS or end - start >= 4:
        figure = recorded(text, source, start, end, digits)
        if figure is not None:
            return figure, figure.end
    if following in _SIGNS:
        figure, past = signed(text, source, start, end, digits)
        if past:
            return figure, past
    elif following.isascii() and following.isalnum():
        figure = credit_code(text, start) if following.isupper() else None
        if figure is not None:
            return figure, figure.end
    if digits in NAMED_NUMBERS:
        ended = is_name(text, start)
        if ended > end or (ended == end and following not in "万亿千百、" and unit_at(text, end) is None):
            return None, ended
    quantity = arabic_at(text, start, end, digits)
    if quantity.unit is not None and quantity.unit.word == "版" and "." in digits:
        quantity = quantity._replace(unit=None, end=end)  # 2.0版 is a version, no count
    if previous == "(" and quantity.unit is not None and _is_code(text, quantity, start):
        quantity = quantity._replace(unit=None, end=end)
    if quantity.unit is None or (quantity.unit.kind is _COUNT and not quantity.unit.is_measure):
        if "." in digits and not quantity.power:
            figure = section_number(text, source, start, end)
            if figure is not None:
                return figure, figure.end
        elif _is_word(quantity, following):
            return None, _after_word(text, end)
    if text[quantity.end] in _RANGE_STARTS:
        both = ranged(text, quantity, quantity.value.scaleb(-quantity.power))
        if both is not None:
            quantity = both
    figure = made(text, source, start, quantity)
    return figure, figure.end


def _is_code(text: str, quantity: Quantity, start: int) -> bool:
    """Whether a number in a bracket of its own is the code of a class: （204类）司法（06款）其他（99项）."""
    unit = quantity.unit
    if unit is None or text[quantity.end] != ")" or unit.word not in _CODED:
        return False
    if unit.word == "类":
        return quantity.value >= _HUNDRED
    above = text[max(start - _ABOVE, 0) : start]
    above = above[max(above.rfind(stop) for stop in _STOPS) + 1 :]
    return ("类)" if unit.word == "款" else "款)") in above


def _is_word(quantity: Quantity, following: str) -> bool:
    """Whether letters go on where the digits end: 20xx年, 3D."""
    bare = quantity.unit is None and not quantity.power and not quantity.odd
    return bare and following.isascii() and following.isalpha()


def _after_word(text: str, at: int) -> int:
    """The end of the Latin word or code that goes on at `at`."""
    stop = at + _LONGEST_WORD
    while at < stop and text[at].isascii() and (text[at].isalnum() or text[at] in "_-."):
        at += 1
    return at


def _glued(text: str, start: int, end: int, previous: str) -> int:
    """Where to go on when the digits are part of a code or a name (PM2.5, W-07, 1+6); else 0."""
    if previous.isalpha() or previous == "_":
        if text[max(start - 3, 0) : start] in ("RMB", "CNY", "USD", "HKD", "EUR"):
            return 0
        return max(end, _after_word(text, start))
    if previous == "+":
        before = text[start - 2]
        return end if before.isascii() and before.isalnum() else 0
    if previous == "-" and start > 1:
        before = text[start - 2]
        return end if before.isascii() and before.isalpha() else 0
    if previous == "." and start > 1 and text[start - 2].isascii() and text[start - 2].isalpha():
        return _after_word(text, start)
    return 0
