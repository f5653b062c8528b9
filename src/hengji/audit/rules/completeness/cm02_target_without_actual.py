"""CM02: a target without its actual."""

import re
from collections.abc import Iterator

from hengji.audit import citations, indicators
from hengji.audit.rule import FilingCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity

_NO_NUMBER = re.compile(
    r"(?:已|全部|基本|按期|按时|如期)*(?:完成|达标|达到|达成|落实|实现)(?:目标|任务)?|[/／\\—－–-]+|无"
)


def check(rule: Rule, case: FilingCase) -> Iterator[Finding]:
    """
    Every indicator with a target says what was achieved, as a number, in words or as a band.

    A counted target is not answered by 完成 or by a stroke.

    **Fails**: “培训场次” ≥ 40 场, actual blank, “完成” or “/”.  **Passes**: actual 42 场.
    """
    for indicator in case.filing.indicators:
        promised, words = indicators.promised(indicator), (indicator.actual_text or "").strip()
        done = indicator.actual_value is not None or words or indicator.achievement
        if promised and not done:
            state = "未填实际完成值"
        elif indicator.target_value and indicator.actual_value is None and _NO_NUMBER.fullmatch(words):
            state = f"实际完成值只写“{words}”，没有数"
        else:
            continue
        yield rule.finding(place=indicator.place, indicator=indicator.title, promised=promised, state=state)


CM02 = Rule(
    code="CM02",
    severity=Severity.WARNING,
    title="有目标值而无完成值",
    message="“{indicator}”目标{promised}，{state}，能否达标无法判断。",
    suggestion="补填实际完成值，并列明佐证材料。",
    basis=citations.FORMS_FILLED,
    scope=Scope(kinds=(Kind.FILING, Kind.FORM)),
    check_filing=check,
)
