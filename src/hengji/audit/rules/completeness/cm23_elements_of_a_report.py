"""CM23: a report that does not say whose it is, of which year, or when it was written."""

import re
from collections.abc import Iterator

from hengji.audit import citations, reading
from hengji.audit.rule import DocumentCase, Kind, Rule, Scope
from hengji.domain.figure import Figure, FigureKind
from hengji.domain.finding import Finding, Severity
from hengji.domain.source import Place

_DATE = FigureKind.DATE

_ENDS = 400
"""Characters at the beginning and at the end in which a report is dated."""
_MONTH = re.compile(r"20\d{2}-\d{2}")


def check(rule: Rule, case: DocumentCase) -> Iterator[Finding]:
    """
    A report names its unit and its year, and carries its date on the cover, below the text or on a
    line of its own before its annexes.

    The seal cannot be read from a text; the person to ask belongs into what is handed in, not into
    what is published.

    **Fails**: a report without a date at its beginning or end.
    **Passes**: 示例局2024年度部门整体支出绩效自评报告 … 2025年3月20日.
    """
    if not reading.is_self_evaluation(case):
        return
    given = {
        "单位名称": case.document.unit_name is not None,
        "评价年度": case.document.fiscal_year is not None,
        "报告日期": _is_dated(case),
    }
    lacking = [name for name, present in given.items() if not present]
    if lacking:
        yield rule.finding(place=Place(section="封面"), lacking="、".join(lacking))


def _is_dated(case: DocumentCase) -> bool:
    last = len(case.text) - _ENDS
    return any(
        figure.kind is _DATE and _MONTH.match(str(figure.value))
        for figure in case.document.figures
        if figure.start < _ENDS or figure.start >= last or _signs(case.text, figure)
    )


def _signs(text: str, figure: Figure) -> bool:
    """Whether a date has its line to itself, as the one below the unit's name has before the annexes."""
    start = text.rfind("\n", 0, figure.start) + 1
    end = text.find("\n", figure.end)
    return text[start : end if end >= 0 else len(text)].strip() == figure.quote


CM23 = Rule(
    code="CM23",
    severity=Severity.NOTICE,
    title="报告缺少基本要素",
    message="报告没有写明{lacking}。",
    suggestion="在封面或文末补齐单位名称、评价年度和报告日期；报送件还应加盖公章、写明联系人。",
    basis=citations.COVER,
    scope=Scope(kinds=(Kind.DOCUMENT,)),
    check_document=check,
)
