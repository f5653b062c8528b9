"""CM09: satisfaction without any word on how it was measured."""

import re
from collections.abc import Iterator

from hengji.audit import citations, indicators
from hengji.audit.rule import FilingCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity
from hengji.domain.indicator import Dimension

_SURVEY = re.compile(r"问卷|调查|样本|抽样|访谈|测评|回访|评议|\d+\s*(?:份|人)")


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


CM09 = Rule(
    code="CM09",
    severity=Severity.NOTICE,
    title="满意度未说明调查方式和样本",
    message="“{indicator}”为{done}，未说明调查方式、时间和样本量，是否可信无法判断。",
    suggestion="注明问卷份数、发放方式和调查时间，附汇总表。",
    basis=citations.chosen("满意度写清样本量、方式、时间", seen_in="自评复核的通行做法"),
    scope=Scope(kinds=(Kind.FILING,)),
    check_filing=check,
)
