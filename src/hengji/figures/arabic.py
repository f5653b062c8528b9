"""
The pass over figures that begin with an Arabic digit.

The pattern begins with one plain character class, so the regular-expression engine skips from
digit to digit; everything that makes the digit a date, a document number or an amount is looked up
where it stands.
"""

from __future__ import annotations

import re
from decimal import Decimal

from hengji.domain.figure import Figure, FigureKind
from hengji.domain.stated import Modifier
from hengji.figures import dates
from hengji.figures.contexts import is_name, starts_clause, starts_line
from hengji.figures.lexicon import UNITS
from hengji.figures.making import made, score_before
from hengji.figures.numerals import arabic
from hengji.figures.quantities import NUMBER, Quantity, arabic_at, ranged

_EXACT = Modifier.EXACT
_LONGEST_NUMBER = 40
_LONG_ID = 12
_RANGE_STARTS = frozenset("-—~至到 ")
_DATE_STARTS = frozenset("年-./—~至到 \n")
_BROKEN_STARTS = frozenset(" \n.,，")
_SPECIAL = frozenset("月日号分成/:+.、)是至-")
_NOT_TENTHS = "员立果功效绩本就熟为长品都交份分形年型片千套"
_DOCUMENT = re.compile(
    r"(?P<year>[12][0-9]{3})[ ]?年?[\])〕】〗］﹞>〉][ \n]?(?:第[ ]?)?(?P<number>[0-9]{1,5})[ \n]?号"
)
_DOCUMENT_DAMAGED = re.compile(r"(?P<year>20[0-9]{2})[ \])〕】〗］]?(?P<number>[0-9]{1,4})[ ]?号文?")
_ISSUER = re.compile(r"[\u4e00-\u9fffA-Za-z]{1,14}$")
_NOT_ISSUER = re.compile(
    r"^.*(?:根据|按照|依据|依照|遵照|印发|转发|关于|以及|文件|通知|执行|落实|的|和|及|与|由|以|见|号|文|是|为|按|据|照|经|在|了|等|对|如|即|因)"
)
_PHONE = re.compile(
    r"(?:0[0-9]{2,3}[- ]?[0-9]{7,8}(?:[-转][0-9]{1,5})?|1[3-9][0-9]{9}|[48]00[- ]?[0-9]{3,4}[- ]?[0-9]{3,4}"
    r"|[0-9]{3}-[0-9]{3}-[0-9]{4}|[0-9]{17}[0-9Xx]|[0-9]{3,4}-[0-9]{7,8})(?![0-9])"
)
_CREDIT_CODE = re.compile(r"[0-9][0-9A-Z]{17}(?![0-9A-Za-z])")
_IP = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?![0-9])")
_RATIO = re.compile(r"[0-9]{1,5}(?:\.[0-9]{1,4})?:[0-9]{1,5}(?:\.[0-9]{1,4})?(?![0-9:])")
_FRACTION = re.compile(r"([0-9]{1,5})/([0-9]{1,5})(?![0-9/])")
_OF = re.compile(r"([0-9]{1,8})分之(?:([0-9][0-9,]{0,12}(?:\.[0-9]{1,8})?)|([一二两三四五六七八九十百千万零〇]{1,12}))")
_OUTLINE = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2}){1,3}(?=[、.\s]?[\u4e00-\u9fff《“])")
_CLOCK = re.compile(r"(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?(?![0-9])")
_BROKEN = re.compile(
    r"(?:[0-9]{1,3}(?:[,，][0-9]{3})*+[,，][ \n]{1,3}[0-9]{3}(?:[,，][ \n]{0,2}[0-9]{3})*+(?:\.[0-9]{1,6})?"
    r"|[0-9]{1,3}(?:[,，][0-9]{3})*+(?:[,，][0-9]\n[0-9]{2}|[,，][0-9]{2}\n[0-9])(?:[,，][0-9]{3})*+(?:\.[0-9]{1,6})?"
    r"|[0-9][0-9,，]{0,16}+[ \n]{1,2}\.[ \n]{0,2}[0-9]{1,6}"
    r"|[0-9][0-9,，]{0,16}+\.[ \n]{1,3}[0-9]{1,6}"
    r"|[0-9][0-9,，]{0,16}+\.[0-9]{1,4}\n[0-9]{1,4}(?![0-9.])"
    r"|[0-9]{1,8}\n[0-9]{1,6}\.[0-9]{1,6}"
    r"|[0-9]{1,3}(?:[ ][0-9]{3}){1,3}(?:\.[0-9]{1,2})?(?=[ ]?[万亿]?元)"
    r")(?![0-9])"
)
_TWENTY_LINES = 20


def collect(text: str, source: str, figures: list[Figure]) -> None:  # noqa: C901, PLR0912 - the hot loop
    """Append every figure of `source` that begins with an Arabic digit; `text` is its folded form."""
    done = 0
    add = figures.append
    for match in NUMBER.finditer(text):
        start, end = match.span()
        if start < done:
            continue
        previous = text[start - 1]
        if previous.isascii() and (previous.isalpha() or previous in "_+-."):
            skipped = _glued(text, start, end, previous)
            if skipped:
                done = skipped
                continue
        following = text[end]
        digits = match[0]
        length = end - start
        figure: Figure | None
        if following in _DATE_STARTS or length >= 4:  # noqa: PLR2004
            figure = _long(text, source, start, end, digits)
            if figure is not None:
                add(figure)
                done = figure.end
                continue
        if following in _SPECIAL:
            special = _special(text, source, start, end, digits)
            if special is not None:
                if isinstance(special, Figure):
                    add(special)
                    done = special.end
                else:
                    done = special
                continue
        elif following.isascii() and following.isupper() and (code := _CREDIT_CODE.match(text, start)):
            figure = Figure(code[0], start, code.end(), FigureKind.PHONE_OR_ID, code[0], "", _EXACT)
            add(figure)
            done = figure.end
            continue
        elif following.isascii() and following.isalpha() and digits + following in _NAME_HEADS:
            ended = is_name(text, start)
            if ended:
                done = ended
                continue
        elif digits in _NAMED_NUMBERS:
            ended = is_name(text, start)
            if ended > end or (ended == end and following not in "万个亿元人%"):
                done = ended
                continue
        quantity = arabic_at(text, start, end, digits)
        if (
            quantity.unit is None
            and following.isascii()
            and following.isalpha()
            and "." not in digits
            and not quantity.power
            and not quantity.odd
        ):
            done = _after_word(text, end)
            continue
        if text[quantity.end] in _RANGE_STARTS:
            both = ranged(text, quantity, quantity.value.scaleb(-quantity.power))
            if both is not None:
                quantity = both
        figure = made(text, source, start, quantity)
        add(figure)
        done = figure.end


_NAME_HEADS = frozenset(("5G", "4G", "3D", "2D", "7x", "5A", "4A", "3A", "7S", "6S", "5S"))
_NAMED_NUMBERS = frozenset(
    "12345 12338 12315 12355 12309 12366 12328 12369 12389 12348 12333 12393 12350 119 120 110 122 315 985 211 500 58 360 24 7 3 1".split()
)


def _after_word(text: str, at: int) -> int:
    """The end of the Latin word or code that goes on at `at`."""
    stop = at + _LONGEST_NUMBER
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


def _long(text: str, source: str, start: int, end: int, digits: str) -> Figure | None:
    """Dates, document numbers, telephone and identity numbers, numbers broken over a line."""
    if len(digits) >= 4 and digits[0] in "12" and digits[:4].isdigit():  # noqa: PLR2004
        fifth = text[start + 4]
        if fifth in _DATE_STARTS:
            dated = dates.dated(text, start)
            if dated is not None:
                if dated.kind is FigureKind.YEAR and text.startswith(("以来的历史",), dated.end):
                    return None
                return Figure(
                    source[start : dated.end], start, dated.end, dated.kind, dated.value,
                    "年" if dated.kind is FigureKind.YEAR else "", _EXACT,
                )
        if len(digits) == 4 or text[end] == "号":  # noqa: PLR2004
            document = _document(text, source, start)
            if document is not None:
                return document
        if len(digits) == 8:  # noqa: PLR2004
            compact = _compact_date(text, source, start)
            if compact is not None:
                return compact
    if len(digits) > _LONGEST_NUMBER or (len(digits) >= 7 and "." not in digits and "," not in digits) or text[end] == "-":  # noqa: PLR2004
        phone = _PHONE.match(text, start)
        if phone is not None:
            return Figure(phone_text := source[start : phone.end()], start, phone.end(), FigureKind.PHONE_OR_ID, phone_text, "", _EXACT)
        if len(digits) >= _LONG_ID and digits.isdigit() and text[end] not in "元万亿%个人户.":
            return Figure(source[start:end], start, end, FigureKind.PHONE_OR_ID, digits, "", _EXACT)
    if text[end] in _BROKEN_STARTS:
        return _broken(text, source, start)
    return None


def _document(text: str, source: str, start: int) -> Figure | None:
    opened = text[start - 1] in "[(〔【〖［﹝<〈" if start else False
    match = _DOCUMENT.match(text, start) or _DOCUMENT_DAMAGED.match(text, start)
    if match is None:
        return None
    before = start - 1 if opened or (text[start - 1] == " " and start) else start
    issuer = _ISSUER.search(text, max(before - 14, 0), before)
    begin = before
    if issuer is not None:
        cut = _NOT_ISSUER.match(issuer[0])
        begin = issuer.start() + (0 if cut is None else cut.end())
    if not opened and before - begin < 2:  # noqa: PLR2004
        return None
    issued_by = text[begin:before].replace("\n", "")
    value = f"{issued_by}〔{match['year']}〕{match['number']}号"
    return Figure(source[begin : match.end()], begin, match.end(), FigureKind.DOCUMENT_NUMBER, value, "", _EXACT)


_DATE_WORDS = ("日期", "时间", "截至", "截止", "于", "发布", "编制", "打印", "日", "自", "至")


def _compact_date(text: str, source: str, start: int) -> Figure | None:
    match = dates.COMPACT.match(text, start)
    if match is None:
        return None
    before = text[max(start - 6, 0) : start].rstrip(" :")
    alone = starts_line(text, start) and text[match.end()] in "\n\0"
    if not (alone or before.endswith(_DATE_WORDS)):
        return None
    value = f"{match['year']}-{match['month']}-{match['day']}"
    return Figure(match[0], start, match.end(), FigureKind.DATE, value, "", _EXACT)


def _broken(text: str, source: str, start: int) -> Figure | None:
    """A number that a line break or a blank cut in two, when a unit behind it shows it is one."""
    match = _BROKEN.match(text, start)
    if match is None or "\t" in match[0]:
        return None
    if starts_line(text, start) and "," not in match[0] and "，" not in match[0]:
        return None
    if " " in match[0] and starts_clause(text, start) and match[0][1:3].strip("0123456789"):
        return None
    digits = match[0].replace(" ", "").replace("\n", "")
    quantity = arabic_at(text, start, match.end(), digits)
    if quantity.unit is None and not quantity.power:
        return None
    if "\n" in match[0] and "," not in digits and "，" not in digits and not _long_line(text, start, match[0]):
        return None
    return made(text, source, start, quantity)


def _long_line(text: str, start: int, broken: str) -> bool:
    """Whether the line that breaks inside the number is prose: long, and words right before the number."""
    window = text[max(start - _TWENTY_LINES, 0) : start]
    return "\n" not in window and len(window) >= _TWENTY_LINES and not window[-1:].isdigit() and " " not in broken


def _special(  # noqa: C901, PLR0911, PLR0912 - one branch a sign, in the order they are met
    text: str, source: str, start: int, end: int, digits: str
) -> Figure | int | None:
    following = text[end]
    if following == "月" and len(digits) <= 2:  # noqa: PLR2004
        return _plain(source, start, dates.month_led(text, start))
    if following == "-" or following in "至":
        if _IP.match(text, start) is None:
            months = dates.month_led(text, start) if len(digits) <= 2 else None  # noqa: PLR2004
            return _plain(source, start, months)
    if following == "." :
        address = _IP.match(text, start)
        if address is not None:
            return Figure(source[start : address.end()], start, address.end(), FigureKind.PHONE_OR_ID, address[0], "", _EXACT)
    if following == "日" and len(digits) <= 2 and "." not in digits and text[end + 1] not in "内以历均常":  # noqa: PLR2004
        if 1 <= int(digits) <= 31 and not text.startswith(("之内", "左右"), end + 1):  # noqa: PLR2004
            return Figure(source[start : end + 1], start, end + 1, FigureKind.DATE, f"---{digits.zfill(2)}", "", _EXACT)
    if following == "号" and digits.isdigit():
        return Figure(source[start : end + 1], start, end + 1, FigureKind.ORDINAL, Decimal(digits), "号", _EXACT)
    if following == "分" and text.startswith("分之", end):
        return _of(text, source, start)
    if following == "成" and len(digits) <= 4 and text[end + 1] not in _NOT_TENTHS:  # noqa: PLR2004
        return _tenths(text, source, start, end, digits)
    if following == ":":
        return _colon(text, source, start, end, digits)
    if following == "/" and digits.isdigit():
        fraction = _FRACTION.match(text, start)
        if fraction is not None and int(fraction[2]):
            value = Decimal(fraction[1]) / Decimal(fraction[2])
            begin = start - 1 if text[start - 1] == "-" and start else start
            return Figure(
                source[begin : fraction.end()], begin, fraction.end(), FigureKind.RATIO,
                -value if begin < start else value, "", _EXACT,
            )
    if following == "+" and (text[end + 1].isalnum()):
        return end + 2
    return _marker(text, source, start, end, digits)


def _tenths(text: str, source: str, start: int, end: int, digits: str) -> Figure | None:
    number = arabic(digits)
    value, place = number.value * 10, number.place * 10
    tail = end + 1
    if text[tail] == "半":
        value, place, tail = value + 5, Decimal(5), tail + 1
    if value > 100:  # noqa: PLR2004
        return None
    return made(text, source, start, Quantity(value, place, False, 0, UNITS["%"][0], tail))  # noqa: FBT003


def _plain(source: str, start: int, dated: dates.Dated | None) -> Figure | None:
    if dated is None:
        return None
    return Figure(source[start : dated.end], start, dated.end, dated.kind, dated.value, "", _EXACT)


def _of(text: str, source: str, start: int) -> Figure | None:
    from hengji.figures.numerals import chinese

    match = _OF.match(text, start)
    if match is None or not int(match[1]):
        return None
    numeral = arabic(match[2]) if match[2] is not None else chinese(match[3])
    if numeral is None:
        return None
    return Figure(
        source[start : match.end()], start, match.end(), FigureKind.RATIO, numeral.value / Decimal(match[1]), "", _EXACT
    )


def _colon(text: str, source: str, start: int, end: int, digits: str) -> Figure | None:
    """1:3 is a ratio where a ratio is spoken of, 14:30 a time of day."""
    before = text[max(start - 6, 0) : start].rstrip(" 例为:")
    if before.endswith(("指标", "目标", "附件", "附表", "问题", "表", "图")) and digits.isdigit():
        return Figure(source[start:end], start, end, FigureKind.ENUMERATOR, Decimal(digits), "", _EXACT)
    if before.endswith(("比", "按", "按照", "配比", "配套")):
        ratio = _RATIO.match(text, start)
        if ratio is not None:
            left, _, right = ratio[0].partition(":")
            if Decimal(right):
                return Figure(
                    source[start : ratio.end()], start, ratio.end(), FigureKind.RATIO, Decimal(left) / Decimal(right), "", _EXACT
                )
    clock = _CLOCK.match(text, start)
    if clock is not None:
        return Figure(source[start : clock.end()], start, clock.end(), FigureKind.DATE, f"T{clock[0].zfill(5)}", "", _EXACT)
    ratio = _RATIO.match(text, start)
    if ratio is not None:
        left, _, right = ratio[0].partition(":")
        if Decimal(right):
            return Figure(
                source[start : ratio.end()], start, ratio.end(), FigureKind.RATIO, Decimal(left) / Decimal(right), "", _EXACT
            )
    return None


def _marker(text: str, source: str, start: int, end: int, digits: str) -> Figure | None:
    """1. · 1、 · （1） · 1) · 3.2.1 at the head of a line or clause."""
    following = text[end]
    if len(digits) <= 2 and digits.isdigit():  # noqa: PLR2004
        value = Decimal(digits)
        if following == ")":
            opened = start > 0 and text[start - 1] == "("
            if opened or starts_clause(text, start):
                begin = start - 1 if opened else start
                if opened and not starts_clause(text, begin) and not starts_line(text, begin):
                    return None
                return Figure(source[begin : end + 1], begin, end + 1, FigureKind.ENUMERATOR, value, "", _EXACT)
            return None
        if following in ".、" and starts_clause(text, start) and not text[end + 1].isdigit():
            if following == "、" and not starts_line(text, start) and text[start - 1] in "、，,":
                return None
            return Figure(source[start : end + 1], start, end + 1, FigureKind.ENUMERATOR, value, "", _EXACT)
        if following == "是" and starts_clause(text, start):
            return Figure(source[start : end + 1], start, end + 1, FigureKind.ENUMERATOR, value, "", _EXACT)
    if following == "." and starts_line(text, start):
        outline = _OUTLINE.match(text, start)
        if outline is not None:
            return Figure(source[start : outline.end()], start, outline.end(), FigureKind.ENUMERATOR, outline[0], "", _EXACT)
    return None


def outline_number(text: str, start: int, end: int) -> bool:
    """Whether `1.2` heads a line and a word follows at once: a section's number, not an amount."""
    return starts_line(text, start) and _OUTLINE.match(text, start) is not None and _OUTLINE.match(text, start).end() >= end  # type: ignore[union-attr]


def is_score(text: str, start: int) -> bool:
    """Whether a bare number is announced as a score."""
    return score_before(text, start)


__all__ = ["Quantity", "collect"]
