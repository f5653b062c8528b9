"""CO15: one code of the classes of expenditure, named differently in text and table."""

import re
from collections.abc import Iterator

from hengji.audit import citations, reading
from hengji.audit.rule import DocumentCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity

_IN_TEXT = re.compile(r"[（(](?P<code>2[0-9]{2})\s?类[）)]")
_NAME_BEFORE = re.compile(r"[\u4e00-\u9fff]{3,20}支出[”」]?\Z")
_IN_TABLE = re.compile(r"^(?P<code>2[0-9]{2})\t+(?P<name>[\u4e00-\u9fff]{3,20}支出)(?=\t|$)", re.MULTILINE)
_FARTHEST = 24


def check(rule: Rule, case: DocumentCase) -> Iterator[Finding]:
    """
    A class of expenditure has the name in the text that the tables give its code.

    Names of classes change with the yearly list; a text carried on from an earlier year keeps the old one.

    **Fails**: 医疗卫生与计划生育支出（210类） where the tables have 210 卫生健康支出.
    **Passes**: 卫生健康支出（210类）; a code that no table names.
    """
    if "类" not in case.text:
        return
    tables = {match["code"]: match["name"] for match in _IN_TABLE.finditer(case.text)}
    told: set[str] = set()
    for match in _IN_TEXT.finditer(case.text):
        code = match["code"]
        before = _NAME_BEFORE.search(case.text, max(match.start() - _FARTHEST, 0), match.start())
        if code not in tables or code in told or before is None:
            continue
        name, listed = before[0].rstrip("”」"), tables[code]
        if name.endswith(listed) or listed.endswith(name):
            continue
        told.add(code)
        start, end = before.start(), match.end()
        place = reading.place(case, start, end)
        yield rule.finding(place=place, quote=case.text[start:end], code=code, name=name, listed=listed)


CO15 = Rule(
    code="CO15",
    severity=Severity.WARNING,
    title="科目名称与预算表不一致",
    message="科目{code}，此处写为“{name}”，表中为“{listed}”。",
    suggestion="按当年的政府收支分类科目统一名称。",
    basis=citations.chosen(
        "同一科目名称一致", seen_in="普陀区财政局2026年度部门预算公开情况检查表指出的实例"
    ),
    scope=Scope(kinds=(Kind.DOCUMENT,)),
    check_document=check,
)
