"""
Taking values over from cells: each kind of field, with every problem said and none hiding another.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final, TypeVar

from hengji.domain.money import FEN, MoneyUnit
from hengji.domain.problem import Problem
from hengji.domain.source import Place
from hengji.domain.stated import PERCENT, YUAN, Modifier, Stated
from hengji.workbook import entry_numbers
from hengji.workbook.entry_numbers import Written
from hengji.workbook.locate import Entry, Record, label, quoted

_T = TypeVar("_T")

_DASHES: Final = frozenset({"-", "--", "/", "\\", "——", "—", "－", "／", "无需填写", "不适用"})
_ERRORS: Final = frozenset(
    {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!"}
)
_DATE: Final = re.compile(r"([0-9]{4})(?:年|[-/.])([0-9]{1,2})(?:月|[-/.])([0-9]{1,2})日?(?: ?00:00:00)?")
_COMPACT_DATE: Final = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_LINE: Final = re.compile(r"[\n；;]+")
_YUAN_WORDS: Final = frozenset({"", "元", "人民币", "人民币元"})
_NUMBER_REMEDY: Final = "请只填数字，单位写在单位栏"


class Taking:
    """Reads fields of records; what cannot be taken over becomes a problem and reads as blank."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems

    def say(self, place: Place | None, found: str, expected: str, remedy: str) -> None:
        """Note a problem."""
        self.problems.append(Problem(place=place, found=found, expected=expected, remedy=remedy))

    def text(self, record: Record, name: str) -> str | None:
        """Words, without blanks around them."""
        entry = self._readable(record, name)
        return _trimmed(entry.quote) if entry is not None else None

    def required_text(self, record: Record, name: str, title: str) -> str | None:
        """Words that must be there."""
        text = self.text(record, name)
        if text is None and not self._lost(record.entry(name)):
            self.say(
                record.at(name),
                f"{quoted(title)}没有填写",
                f"应填写{title}",
                "请补填；这一行不用时请整行清空",
            )
        return text

    def lines(self, record: Record, name: str) -> tuple[tuple[str, Place | None], ...]:
        """Several entries, one a line or separated by a semicolon."""
        entry = self._readable(record, name)
        if entry is None:
            return ()
        return tuple((_trimmed(line), entry.place) for line in _LINE.split(entry.quote) if _trimmed(line))

    def choice(
        self, record: Record, name: str, title: str, options: Mapping[str, _T], shown: tuple[str, ...] = ()
    ) -> _T | None:
        """One of the options, by its title or a spelling listed with it; `shown` are those to be told."""
        entry = self._readable(record, name)
        if entry is None:
            return None
        known = {label(option): value for option, value in options.items()}
        chosen = known.get(label(entry.quote))
        if chosen is None:
            listed = "、".join(shown or _first_spellings(options))
            self.say(
                entry.place,
                f"{quoted(title)}填的是“{_brief(entry.quote)}”",
                f"应为：{listed}",
                "请从下拉列表中选择",
            )
        return chosen

    def yes_no(self, record: Record, name: str, title: str, *, also: str = "是") -> bool | None:
        """是/否, √/×, 有/无 and their like; `also` is one more word for yes."""
        answer = self.choice(
            record, name, title, {"是": "y", "否": "n", also: "y"} | _YES_NO, shown=("是", "否")
        )
        return None if answer is None else answer == "y"

    def date(self, record: Record, name: str, title: str) -> date | None:
        """A day, as a date cell or in any usual spelling."""
        entry = self._readable(record, name)
        if entry is None:
            return None
        words = entry_numbers.plain(entry.quote)
        match = _DATE.fullmatch(words) or _COMPACT_DATE.fullmatch(words)
        try:
            if match is not None:
                return date(*map(int, match.groups()))
        except ValueError:
            pass
        self.say(
            entry.place,
            f"{quoted(title)}填的是“{_brief(entry.quote)}”，不是有效的日期",
            "应为年月日，如 2025-04-03",
            "请改写为完整的年月日",
        )
        return None

    def amount(self, record: Record, name: str, title: str, unit: MoneyUnit) -> Stated | None:
        """
        Money in that unit, or in the unit written beside the number.

        Yuan are taken to the fen as typed; in larger units `step` is the last printed place.
        """
        entry, written = self._written(record, name, title)
        if entry is None or written is None:
            return None
        if written.unit not in _YUAN_WORDS or written.modifier is not Modifier.EXACT:
            self.say(
                entry.place,
                f"{quoted(title)}填的是“{_brief(entry.quote)}”",
                f"应为以{unit.title}为单位的确切金额",
                _NUMBER_REMEDY,
            )
            return None
        # 万 and 亿 before 元 were folded in already; the sheet's unit holds only for bare digits.
        factor = Decimal(1) if written.unit or written.scale != 1 else unit.value
        return _money(written, entry, factor)

    def figure(self, record: Record, name: str, title: str, unit: str, *, sign: str = "") -> Stated | None:
        """
        A number in the unit beside it; `sign` is a comparison sign that the row says already.
        """
        entry, written = self._written(record, name, title, percent=entry_numbers.plain(unit) == PERCENT)
        if entry is None or written is None:
            return None
        asked, factor = entry_numbers.base_unit(unit)
        if written.unit:
            own, own_factor = entry_numbers.base_unit(written.unit)
            if asked and own != asked:
                self.say(
                    entry.place,
                    f"{quoted(title)}写的单位是“{written.unit}”，单位栏是“{unit}”",
                    "两处单位应一致",
                    "请改正其中一处",
                )
                return None
            asked, factor = own, own_factor
        elif written.scale != 1:
            factor = Decimal(1)
        modifier = self._modifier(written, entry, title, sign)
        if asked == YUAN:
            return _money(written, entry, factor, modifier)
        return Stated(
            value=written.value * factor,
            unit=asked,
            step=_step(written, factor, asked),
            modifier=modifier,
            upper=None if written.upper is None else written.upper * factor,
            quote=entry.quote,
            place=entry.place,
        )

    def points(self, record: Record, name: str, title: str) -> Decimal | None:
        """Points: a plain number that is not negative."""
        entry, written = self._written(record, name, title)
        if entry is None or written is None:
            return None
        if written.unit not in {"", "分"} or written.modifier is not Modifier.EXACT or written.value < 0:
            self.say(
                entry.place,
                f"{quoted(title)}填的是“{_brief(entry.quote)}”",
                "应为不小于 0 的分数",
                "请只填数字，如 9.5",
            )
            return None
        return written.value

    def _modifier(self, written: Written, entry: Entry, title: str, sign: str) -> Modifier:
        if not sign or (written.modifier is Modifier.EXACT and written.sign != "="):
            return written.modifier
        if written.modifier is entry_numbers.BEFORE.get(sign, Modifier.EXACT):
            return Modifier.EXACT
        if written.sign:
            self.say(
                entry.place,
                f"{quoted(title)}写着“{_brief(entry.quote)}”，指标性质选的是“{sign}”",
                "两处应一致",
                "请在指标性质一栏选择方向，这里只填数字",
            )
        return written.modifier

    def _written(
        self, record: Record, name: str, title: str, *, percent: bool = False
    ) -> tuple[Entry | None, Written | None]:
        entry = self._readable(record, name)
        if entry is None or entry_numbers.plain(entry.quote) in _DASHES:
            return None, None
        value = entry.cell.value
        if isinstance(value, Decimal):
            written: Written | None = _typed(value, entry)
        else:
            written = None if isinstance(value, bool) else entry_numbers.number_in(entry.quote)
        if written is not None and percent and not written.unit and 0 < abs(written.value) <= 1:
            small, large = f"{_tidy(written.value):f}%", f"{_tidy(written.value * 100):f}%"
            self.say(
                entry.place,
                f"{quoted(title)}填的是 {written.value:f}，无法判断是 {large} 还是 {small}",
                "应写明百分号",
                f"请写成 {large} 或 {small}",
            )
            return entry, None
        if written is not None and _beyond_reason(written):
            self.say(
                entry.place,
                f"{quoted(title)}填的是“{_brief(entry.quote)}”，数值过大",
                "整数部分不应超过 18 位",
                "请核对是否多输了数字，或把两个数填进了一格",
            )
            return entry, None
        if written is None:
            self.say(
                entry.place,
                f"{quoted(title)}填的是“{_brief(entry.quote)}”，不是一个数",
                "应为数字",
                "请只填数字；没有这项数据请留空，确实为零请填 0",
            )
        return entry, written

    def _readable(self, record: Record, name: str) -> Entry | None:
        """The entry, unless it is blank, a formula whose value is not in the file, or an error."""
        entry = record.entry(name)
        if entry is None:
            return None
        if self._lost(entry):
            self.say(
                entry.place,
                "单元格里是公式，文件里没有它的计算结果",
                "应有计算结果或直接填写的内容",
                "请用 WPS 或 Excel 打开，待公式算出后保存；或直接填写数值",
            )
            return None
        if entry.quote.strip() in _ERRORS:
            self.say(
                entry.place,
                f"公式的结果是错误值 {entry.quote.strip()}",
                "应为正常的内容",
                "请改正公式，或直接填写数值",
            )
            return None
        return entry if _trimmed(entry.quote) else None

    @staticmethod
    def _lost(entry: Entry | None) -> bool:
        return entry is not None and entry.cell.formula_without_value


_TOO_LARGE: Final = Decimal(10) ** 18
_YES_NO: Final = dict.fromkeys(
    ("√", "✓", "✔", "☑", "有", "y", "yes", "true", "满足", "符合", "达到"), "y"
) | dict.fromkeys(("×", "✗", "✘", "x", "无", "n", "no", "false", "不满足", "不符合", "未达到", "没有"), "n")


def _first_spellings(options: Mapping[str, object]) -> list[str]:
    """One word for each meaning: the one on the form."""
    seen: dict[object, str] = {}
    for word, meaning in options.items():
        seen.setdefault(meaning, word)
    return list(seen.values())


def _typed(value: Decimal, entry: Entry) -> Written:
    """A number cell: percent formats hold a hundredth of what they show."""
    if entry.cell.percent:
        value *= 100
    exponent = value.normalize().as_tuple().exponent
    typed = max(0, -exponent) if isinstance(exponent, int) else 0
    return Written(
        value=value,
        places=max(typed, entry.cell.decimals or 0),
        scale=Decimal(1),
        unit=PERCENT if entry.cell.percent else "",
    )


def _money(written: Written, entry: Entry, factor: Decimal, modifier: Modifier = Modifier.EXACT) -> Stated:
    finest = written.last_place * factor
    exact = factor * written.scale == 1 or finest <= FEN
    return Stated(
        value=_tidy(written.value * factor),
        unit=YUAN,
        step=None if exact else _tidy(finest),
        modifier=modifier,
        upper=None if written.upper is None else written.upper * factor,
        quote=entry.quote,
        place=entry.place,
    )


def _beyond_reason(written: Written) -> bool:
    """No budget, count or rate has that many digits, and exact arithmetic ends at 28 of them."""
    return max(abs(written.value), abs(written.upper or Decimal(0))) >= _TOO_LARGE


def _step(written: Written, factor: Decimal, unit: str) -> Decimal | None:
    """Whole counts are exact; scaled, decimal and percent figures are as fine as printed."""
    if written.scale * factor == 1 and written.places == 0 and unit != PERCENT:
        return None
    return _tidy(written.last_place * factor)


def _tidy(value: Decimal) -> Decimal:
    """The same number without an exponent that prints as 1E+4."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def _trimmed(text: str) -> str:
    return text.strip(" \t\n\r\u00a0\u3000\u200b\ufeff")


def _brief(text: str) -> str:
    text = _trimmed(text).replace("\n", " ")
    return text if len(text) <= 40 else text[:39] + "…"  # noqa: PLR2004 - as much as a line of problems holds
