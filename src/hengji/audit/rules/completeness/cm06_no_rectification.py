"""CM06: nothing said about last year's findings."""

from collections.abc import Iterator

from hengji.audit import citations, prose
from hengji.audit.rule import FilingCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity
from hengji.domain.source import Place


def check(rule: Rule, case: FilingCase) -> Iterator[Finding]:
    """
    整改情况 lists last year's findings, each with action and result, or says that there were none.

    **Fails**: 整改 blank; a finding without action or result.  **Passes**: 无; every finding answered.
    """
    filing = case.filing
    if not filing.corrective_actions and not filing.no_corrective_actions_stated:
        yield rule.finding(place=Place(section="上年度整改情况"), item="上年度自评或重点评价的整改情况未填写")
    for action in filing.corrective_actions:
        missing = [
            name
            for name, words in (("整改措施", action.action), ("整改结果", action.result))
            if words is None or prose.is_nothing(words)
        ]
        if missing:
            yield rule.finding(
                place=action.place, quote=action.finding,
                item=f"上年度问题“{action.finding}”未写{'和'.join(missing)}",
            )  # fmt: skip


CM06 = Rule(
    code="CM06",
    severity=Severity.WARNING,
    title="整改情况不完整",
    message="{item}，是否已整改无法判断。",
    suggestion="逐条写明整改措施、完成时间和结果；上年度没有问题的，填“无”。",
    basis=citations.OUTLINE,
    scope=Scope(kinds=(Kind.FILING,)),
    check_filing=check,
)
