"""CO16: the purpose of a budget item that is another item's."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from hengji.audit import citations, reading
from hengji.audit.rule import DocumentCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity, Verdict

_ITEM = re.compile(
    r"[款）)、。”“\s](?P<name>(?:[\u4e00-\u9fff]|\n(?=[\u4e00-\u9fff（(])){4,24})[（(](?:\d{2})?项[）)][”」]?"
    r"(?P<between>[^；：:\n（(]{0,60}?\n?)主要(?:用于|是用于)[:：]?(?P<purpose>[^。；\n]{4,60}(?:\n[^。；\n]{1,60})?)[。；]"
)
_WITHOUT_PURPOSE = re.compile(r"其他|行政运行|一般行政管理|机关服务|事务\Z|管理\Z|专项\Z")
_FEWEST = 4
"""So many signs must a name share with a purpose that is its own."""


class Item(NamedTuple):
    """A budget item as the text explains it: its name, its purpose, and where that stands."""

    name: str
    purpose: str
    start: int
    end: int


def check(rule: Rule, case: DocumentCase) -> Iterator[Finding]:
    """
    What a budget item is used for has to do with its name.

    Found is a purpose told word for word of another item whose name it speaks of, where nothing in it
    comes from the name of its own.  Items that may be used for anything (其他…, 行政运行) are left out.

    **Fails**: 事业单位医疗（项）。主要用于：事业单位医疗保险支出;
    then 住房公积金（项）。主要用于：事业单位医疗保险支出.
    **Passes**: 住房公积金（项）。主要用于：职工住房公积金缴费.
    """
    if "项）" not in case.text and "项)" not in case.text:
        return
    items = [
        Item(
            "".join(match["name"].split()),
            "".join(match["purpose"].split()),
            match.start("purpose"),
            match.end("purpose"),
        )
        for match in _ITEM.finditer(case.text)
    ]
    owners: dict[str, list[Item]] = {}
    for item in items:
        owners.setdefault(item.purpose, []).append(item)
    for item in items:
        if _WITHOUT_PURPOSE.search(item.name) or _shared(item.name, item.purpose) >= len("公积"):
            continue
        owner = next(
            (one for one in owners[item.purpose] if _shared(one.name, item.purpose) >= _FEWEST), None
        )
        if owner is not None:
            yield rule.finding(
                place=reading.place(case, item.start, item.end), quote=case.text[item.start : item.end],
                verdict=Verdict.UNDECIDABLE, named=item.name, purpose=item.purpose, owner=owner.name,
            )  # fmt: skip


def _shared(name: str, purpose: str) -> int:
    """How long the longest run of signs is that a name has in common with a purpose."""
    return max(
        (
            end - start
            for start in range(len(name))
            for end in range(start + 1, len(name) + 1)
            if name[start:end] in purpose
        ),
        default=0,
    )


CO16 = Rule(
    code="CO16",
    severity=Severity.WARNING,
    title="用途说明疑为其他科目的",
    message="“{named}”的用途写为“{purpose}”，与“{owner}”的用途完全相同，同本科目名称无关；是否照抄未改，请核对。",
    suggestion="按本科目的实际用途改写。",
    basis=citations.chosen("用途说明与科目名称对应", seen_in="某区决算说明中住房公积金写为医疗保险的实例"),
    scope=Scope(kinds=(Kind.DOCUMENT,)),
    check_document=check,
)
