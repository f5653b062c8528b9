"""CM18: many counted activities, and not one target beside them."""

import re
from collections.abc import Iterator

from hengji.audit import citations, reading
from hengji.audit.rule import DocumentCase, Kind, Rule, Scope
from hengji.domain.figure import Figure, FigureKind
from hengji.domain.finding import Finding, Severity, Verdict
from hengji.domain.statement import StatementType

FEWEST = 5
_TARGET = re.compile(
    r"(?:目标值|指标值|目标|计划(?:完成|举办|开展|培训|数)?|任务数?)[为是：:\s]*[≥≤>＞<＜=]?\d"
    r"|(?:完成率|完成(?:年度|全年)?(?:目标值?|任务数?|计划数?|指标值?)的|占计划的?)[为达\s]*\d|[≥≤]\s?\d|原计划|超(?:额)?完成[^。，]{0,6}\d"
)
_RESULT = re.compile(r"[场期次户宗支条个名本人件项批]")

_UNIT = re.compile(r"概况|机构|编制|人员|职能(?!效)|职责|资产")


def check(rule: Rule, case: DocumentCase) -> Iterator[Finding]:
    """
    Activities are told with what was promised; otherwise how far the year succeeded is unknown.

    One notice for the whole report, not one a count; a report with an indicator form is left out.

    **Fails**: 宣讲525场、培训1592人次、活动163场 … and no target.
    **Passes**: 宣讲525场（目标值500场）….
    """
    if not reading.is_self_evaluation(case):
        return
    told = any(
        judgement.statement.type is StatementType.ACHIEVEMENT and judgement.verdict is not Verdict.UNDECIDABLE
        for judgement in case.judgements
    )
    if told or case.document.forms or _TARGET.search(case.text):
        return
    counts = [
        figure
        for figure in case.document.figures
        if figure.kind is FigureKind.COUNT and _RESULT.search(figure.unit) and not _of_the_unit(case, figure)
    ]
    if len(counts) >= FEWEST:
        first = counts[0]
        shown = "、".join("".join(figure.quote.split()) for figure in counts[1:4])
        yield rule.finding(
            place=reading.place(case, first.start, first.end), quote=first.quote,
            verdict=Verdict.UNDECIDABLE, count=len(counts), shown=shown,
        )  # fmt: skip


def _of_the_unit(case: DocumentCase, figure: Figure) -> bool:
    """Whether a count tells how large the unit is, not what it did."""
    inside = reading.enclosing(case, figure.start)
    return bool(inside) and bool(_UNIT.search(inside[-1].title))


CM18 = Rule(
    code="CM18",
    severity=Severity.WARNING,
    title="工作数量没有对应的目标值",
    message="全文有{count}处工作数量（如{shown}），都没有写目标值，是否完成年度目标无法判断。",
    suggestion="对照批复的绩效目标，逐项写明指标值、完成值和偏差。",
    basis=citations.REPORT_QUALITY,
    scope=Scope(kinds=(Kind.DOCUMENT,)),
    check_document=check,
)
