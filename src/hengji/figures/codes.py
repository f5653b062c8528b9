"""
Numbers that count nothing: document numbers, telephone and identity numbers, dates in one run; and
numbers that a line break or a blank cut in two.
"""

from __future__ import annotations

import re

from hengji.domain.figure import Figure, FigureKind
from hengji.domain.stated import Modifier
from hengji.figures import dates
from hengji.figures.contexts import starts_clause, starts_line
from hengji.figures.making import made
from hengji.figures.quantities import Quantity, arabic_at

_EXACT = Modifier.EXACT
_LONGEST_NUMBER = 40
_LONG_ID = 12
_SHORTEST_PHONE = 7
_DATE_STARTS = frozenset("年-./—~至到 \n")
_BROKEN_STARTS = frozenset(" \n.,，")
_DOCUMENT = re.compile(
    r"(?P<year>[12][0-9]{3})[ ]?年?[\])〕】〗］﹞>〉][ \n]?(?:第[ ]?)?(?P<number>[0-9]{1,5})[ \n]?号"
)
_DOCUMENT_DAMAGED = re.compile(r"(?P<year>20[0-9]{2})[ \])〕】〗］]?(?P<number>[0-9]{1,4})[ ]?号文?")
_ISSUER = re.compile(r"[\u4e00-\u9fffA-Za-z]{1,14}$")
_NOT_ISSUER = re.compile(
    r"^.*(?:根据|按照|依据|依照|遵照|印发|转发|关于|以及|文件|通知|执行|落实|的|和|及|与|由|以|见|号文|号|是|为|按|据|照|经|在|了|等|对|如|即|因)"
)
_OFFICE = re.compile(r".{0,12}[局厅](?=[^综办党机发函].{2})")
"""An office named right before its document: 财政局某财农指〔2023〕10号."""
_PHONE = re.compile(
    r"(?:0[0-9]{2,3}[- ]?[0-9]{7,8}(?:[-转][0-9]{1,5})?|1[3-9][0-9]{9}|[48]00[- ]?[0-9]{3,4}[- ]?[0-9]{3,4}"
    r"|[0-9]{3}-[0-9]{3}-[0-9]{4}|[0-9]{17}[0-9Xx]|[0-9]{3,4}-[0-9]{7,8})(?![0-9])"
)
_CREDIT_CODE = re.compile(r"[0-9][0-9A-Z]{17}(?![0-9A-Za-z])")
_BROKEN = re.compile(
    r"(?:[0-9]{1,3}(?>(?:[,，][0-9]{3})*)[,，][ \n]{1,3}[0-9]{3}"
    r"(?>(?:[,，][ \n]{0,2}[0-9]{3})*)(?:\.[0-9]{1,6})?"
    r"|[0-9]{1,3}(?>(?:[,，][0-9]{3})*)(?:[,，][0-9]\n[0-9]{2}|[,，][0-9]{2}\n[0-9])"
    r"(?>(?:[,，][0-9]{3})*)(?:\.[0-9]{1,6})?"
    r"|[0-9][0-9,，]{0,16}+[ \n]{1,2}\.[ \n]{0,2}[0-9]{1,6}"
    r"|[0-9][0-9,，]{0,16}+\.[ \n]{1,3}[0-9]{1,6}"
    r"|[0-9][0-9,，]{0,16}+\.[0-9]\n[0-9]{1,3}(?![0-9.])"
    r"|[0-9]{1,8}\n[0-9]{1,6}\.[0-9]{1,6}"
    r"|(?P<grouped>[0-9]{1,3}(?:[ ][0-9]{3}){1,3}(?:\.[0-9]{1,2})?)(?=[ ]?[\u4e00-\u9fff])"
    r")(?![0-9])"
)
_PROSE_BEFORE = 20


def recorded(  # noqa: C901, PLR0912 - one kind of record after another
    text: str, source: str, start: int, end: int, digits: str
) -> Figure | None:
    """Dates, document numbers, telephone and identity numbers, numbers broken over a line."""
    if len(digits) >= 4 and digits[0] in "12" and digits[:4].isdigit():
        fifth = text[start + 4]
        if fifth in _DATE_STARTS:
            dated = dates.dated(text, start)
            if dated is not None:
                return Figure(
                    source[start : dated.end],
                    start,
                    dated.end,
                    dated.kind,
                    dated.value,
                    "年" if dated.kind is FigureKind.YEAR else "",
                    _EXACT,
                )
        if len(digits) == 4 and text.startswith(_FISCAL, end):
            stop = end + 2 if text[end + 1] == "年" else end + 4
            return Figure(source[start:stop], start, stop, FigureKind.YEAR, digits, "年", _EXACT)
        if len(digits) == 4 or text[end] == "号":
            document = _document(text, source, start)
            if document is not None:
                return document
        if len(digits) == 8:
            compact = _compact_date(text, start)
            if compact is not None:
                return compact
    if text[end] == "年" and len(digits) == 2 and digits.isdigit():
        short = _short_year(text, source, start, digits)
        if short is not None:
            return short
    if (
        len(digits) > _LONGEST_NUMBER
        or (len(digits) >= _SHORTEST_PHONE and "." not in digits and "," not in digits)
        or text[end] == "-"
    ):
        phone = _PHONE.match(text, start)
        if phone is not None:
            return Figure(
                phone_text := source[start : phone.end()],
                start,
                phone.end(),
                FigureKind.PHONE_OR_ID,
                phone_text,
                "",
                _EXACT,
            )
        if len(digits) >= _LONG_ID and digits.isdigit() and text[end] not in "元万亿%个人户.":
            return Figure(source[start:end], start, end, FigureKind.PHONE_OR_ID, digits, "", _EXACT)
    if text[end] in _BROKEN_STARTS:
        return _broken(text, source, start)
    return None


_FISCAL = ("财年", "财政年度", "会计年度", "预算年度")
_MONTH_OF = re.compile(r"年(?:1[0-2]|0?[1-9])月(?!个)")
_THIS_CENTURY = 50


def _short_year(text: str, source: str, start: int, digits: str) -> Figure | None:
    """24年3月: the year without its century, told with a month (without one 24年 are twenty-four years)."""
    if _MONTH_OF.match(text, start + 2) is None or text[start - 1].isdigit():
        return None
    century = "20" if int(digits) < _THIS_CENTURY else "19"
    dated = dates.dated(century + text[start : start + 28] + "\0" * 24, 0)
    if dated is None:
        return None
    end = start + dated.end - 2
    return Figure(source[start:end], start, end, dated.kind, dated.value, "", _EXACT)


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
        office = _OFFICE.match(text, begin, before)
        begin = begin if office is None else office.end()
    if not opened and before - begin < 2:
        return None
    issued_by = text[begin:before].replace("\n", "")
    value = f"{issued_by}〔{match['year']}〕{match['number']}号"
    return Figure(
        source[begin : match.end()], begin, match.end(), FigureKind.DOCUMENT_NUMBER, value, "", _EXACT
    )


_DATE_WORDS = ("日期", "时间", "截至", "截止", "于", "发布", "编制", "打印", "日", "自", "至")


def _compact_date(text: str, start: int) -> Figure | None:
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
    if match["grouped"] and not _is_money(quantity) and not _follows_word(text[start - 1]):
        return None
    if (
        "\n" in match[0]
        and "," not in digits
        and "，" not in digits
        and not _long_line(text, start, match[0])
    ):
        return None
    return made(text, source, start, quantity)


def _is_money(quantity: Quantity) -> bool:
    return quantity.unit is not None and quantity.unit.kind is FigureKind.MONEY


def _follows_word(previous: str) -> bool:
    """Whether a count grouped by blanks stands in a sentence: 检查企业3 450家次, but 指标1 286件."""
    return "一" <= previous <= "龥" and previous not in _NUMBERED


_NUMBERED = frozenset("标表图件号第注目类题点条务程例案组度批期届区楼层级队段步项")
"""Last characters of what is numbered itself: 项目1, 任务2, 附件3."""


def _long_line(text: str, start: int, broken: str) -> bool:
    """Whether the line that breaks inside the number is prose: long, and words right before the number."""
    if not "一" <= text[start - 1] <= "龥":
        return False
    window = text[max(start - _PROSE_BEFORE, 0) : start]
    return (
        "\n" not in window
        and len(window) >= _PROSE_BEFORE
        and not window[-1:].isdigit()
        and " " not in broken
    )


def credit_code(text: str, start: int) -> Figure | None:
    """A unified social credit code: eighteen digits and capitals."""
    match = _CREDIT_CODE.match(text, start)
    if match is None:
        return None
    return Figure(match[0], start, match.end(), FigureKind.PHONE_OR_ID, match[0], "", _EXACT)
