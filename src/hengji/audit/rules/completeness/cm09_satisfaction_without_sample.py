"""CM09: satisfaction without any word on how it was measured."""

import re
from collections.abc import Iterator
from decimal import Decimal

from hengji.audit import citations, explanations, indicators, reading
from hengji.audit.rule import DocumentCase, FilingCase, Kind, Rule, Scope
from hengji.domain.figure import FigureKind
from hengji.domain.finding import Finding, Severity
from hengji.domain.indicator import Dimension

_SURVEY = re.compile(r"问卷|调查|样本|抽样|访谈|测评|回访|评议|\d+\s*(?:份|人)")
_ASKED = re.compile(r"问卷|调查|样本|抽样|访谈|测评|回访|评议|座谈|走访|评价系统|好差评")
_RATE = re.compile(r"满意(?:度|率)[^，。；\d]{0,8}$")
_LEAD = 20


def check(rule: Rule, case: FilingCase) -> Iterator[Finding]:
    """
    A satisfaction rate names its survey — in the evidence, the actual's words or the explanation.

    **Fails**: 满意度 96 %, evidence none.  **Passes**: evidence 《满意度问卷汇总表（320份）》.
    """
    for indicator in case.filing.indicators:
        if indicator.dimension is not Dimension.SATISFACTION or indicator.actual_value is None:
            continue
        words = (
            indicator.actual_text or "", indicator.deviation_explanation or "",
            *(evidence.title for evidence in indicator.evidence),
        )  # fmt: skip
        if not any(_SURVEY.search(text) for text in words):
            yield rule.finding(
                place=indicator.place, stated=indicator.actual_value.value, unit=indicator.actual_value.unit,
                indicator=indicator.title, done=indicators.done(indicator),
            )  # fmt: skip


def check_document(rule: Rule, case: DocumentCase) -> Iterator[Finding]:
    """The same of a rate of satisfaction in running text, where no survey is told anywhere."""
    if not reading.is_self_evaluation(case) or _ASKED.search(case.text):
        return
    for figure in case.document.figures:
        if figure.kind is not FigureKind.PERCENT or not explanations.in_prose(case, figure.start):
            continue
        if _RATE.search(reading.before(case.text, figure.start, _LEAD)):
            yield rule.finding(
                place=reading.place(case, figure.start, figure.end), quote=figure.quote,
                stated=Decimal(figure.value), unit=figure.unit, indicator="满意度", done=figure.quote,
            )  # fmt: skip
            return


CM09 = Rule(
    code="CM09",
    severity=Severity.NOTICE,
    title="满意度未说明调查方式和样本",
    message="“{indicator}”为{done}，未说明调查方式、时间和样本量，是否可信无法判断。",
    suggestion="注明问卷份数、发放方式和调查时间，附汇总表。",
    basis=citations.chosen("满意度写清样本量、方式、时间", seen_in="自评复核的通行做法"),
    scope=Scope(kinds=(Kind.FILING, Kind.DOCUMENT)),
    check_filing=check,
    check_document=check_document,
)
