"""WD07: numbers that no one can have meant."""

import re
from collections.abc import Iterator

from hengji.audit import citations, remains
from hengji.audit.remains import Hit
from hengji.audit.rule import DocumentCase, FilingCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity

_UNIT = r"\s*(?:[%％万亿元分场户]|人次|个|人)"
_DAMAGED = re.compile(
    # One sign first, so that the engine skips from digit to digit, and no \d, which asks a table of every
    # sign; then what all damaged numbers have behind their first digits; then what may follow the first.
    r"[0-9０-９：: \t\n\r\u3000\u00a0](?:(?<=[0-9０-９])(?<![0-9０-９][0-9０-９])"
    r"(?=[0-9０-９]*(?:[.,，月]|\s?(?:%%|％％|元元|万万|元[万亿]元|万元万元|亿元亿元))|(?<=日期2)0)(?:"
    r"(?<![.,，/第前].)\d{0,2}(?:[,，]\d{3})*[,，](?:\d{1,2}|\d{4,})(?:[,，]\d{3})*(?:\.\d+)?(?="
    + _UNIT
    + r")"
    r"|(?<![.,，].)\d{3,}[,，]\d+(?:[,，]\d+)*(?:\.\d+)?(?=" + _UNIT + r")"
    r"|(?<!\..)\d*\.\d+\.\d+(?=" + _UNIT + r")"
    r"|\d*(?:\.{2,}|,{2,}|，{2,})\d+"
    r"|(?<![,.].)[\d,.]*\s?(?:%%|％％|元元|万万|元万元|元亿元|万元万元|亿元亿元)"
    r"|(?:(?<=1)[3-9]|(?<=[2-9])\d|(?<=0))月\d{1,2}日|\d?月(?:3[2-9]|[4-9]\d|0|00)日"
    r"|(?:(?<=2)月3[01]|(?<=[469])月31|(?<=1)1月31)日"
    r"|(?<=日期2)0\d{2}(?:0[1-9]|1[0-2])(?!\d))"
    r"|(?<=日期[：:\s])[：:\s]*20\d{2}(?:0[1-9]|1[0-2])(?!\d))"
)


def check(rule: Rule, case: DocumentCase) -> Iterator[Finding]:
    """
    Digits are grouped in threes, a number has one decimal point, a date exists.

    The comma behind a rank or a fraction (居全省第4，21个) is one of the sentence.

    **Fails**: 1,23,456元; 3.4.5%; 1..5; 2月30日; 日期：202511.  **Passes**: 1,234,567.89元; 2024.12.31.
    """
    yield from _told(rule, remains.in_document(case, _DAMAGED))


def check_filing(rule: Rule, case: FilingCase) -> Iterator[Finding]:
    """The same in the unit's own words of a filing."""
    yield from _told(rule, remains.in_filing(case, _DAMAGED))


def _told(rule: Rule, hits: Iterator[Hit]) -> Iterator[Finding]:
    for hit, often in remains.counted(hits):
        words = hit.quote.strip("：: \t")
        yield rule.finding(place=hit.place, quote=hit.quote, words=words, often=often)


WD07 = Rule(
    code="WD07",
    severity=Severity.WARNING,
    title="数字或日期残缺",
    message="“{words}”{often}不是正确的数字或日期，原意无法判断。",
    suggestion="对照原始资料改正。",
    basis=citations.NUMERALS,
    scope=Scope(kinds=(Kind.DOCUMENT, Kind.FILING)),
    check_document=check,
    check_filing=check_filing,
)
