"""WD10: words of a template that were to be chosen from."""

import re
from collections.abc import Iterator

from hengji.audit import citations, remains
from hengji.audit.rule import DocumentCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity

_UNDECIDED = re.compile(
    r"[增减上下提降](?:加|长|升|高|少|降|低)(?:[（(](?:增加|增长|上升|提高|减少|下降|降低)[）)]|[/／](?:增加|增长|上升|减少|下降))"
    r"(?=的?(?:主要)?原因|了?[ \t]{0,3}[0-9]|[ \t]{0,3}万元)"
)


def check(rule: Rule, case: DocumentCase) -> Iterator[Finding]:
    """
    Where a template offers 增加（减少）, one of the two is left.

    **Fails**: 支出增加（减少）的主要原因是业务量增加; 比上年增加/减少12万元.
    **Passes**: a column 比上年增加（减少）额; 支出增加的主要原因是业务量增加.
    """
    yield from remains.told(rule, remains.in_document(case, _UNDECIDED))


WD10 = Rule(
    code="WD10",
    severity=Severity.WARNING,
    title="模板用语没有选定",
    message="“{words}”{often}是模板里供选择的写法，没有选定。",
    suggestion="按实际方向只留一个。",
    basis=citations.WORDING,
    scope=Scope(kinds=(Kind.DOCUMENT,)),
    check_document=check,
)
