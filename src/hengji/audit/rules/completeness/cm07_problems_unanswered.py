"""CM07: 存在问题 left blank, or a problem without a measure."""

from collections.abc import Iterator

from hengji.audit import citations, prose
from hengji.audit.rule import FilingCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity
from hengji.domain.source import Place


def check(rule: Rule, case: FilingCase) -> Iterator[Finding]:
    """
    存在问题 is answered, and every problem has its measure.

    **Fails**: 存在问题 blank; a problem without a measure.  **Passes**: 无; problem and measure.
    """
    filing = case.filing
    if not filing.problems and not filing.no_problems_stated:
        yield rule.finding(place=Place(section="存在问题"), item="存在问题和改进措施未填写")
    for problem in filing.problems:
        if problem.measure is None or prose.is_nothing(problem.measure):
            yield rule.finding(
                place=problem.place, quote=problem.problem, item=f"问题“{problem.problem}”没有改进措施"
            )


CM07 = Rule(
    code="CM07",
    severity=Severity.WARNING,
    title="问题与改进措施不完整",
    message="{item}。",
    suggestion="逐条写明问题、改进措施、责任部门和完成时间；没有问题的，填“无”。",
    basis=citations.RESULTS_REPORTED,
    scope=Scope(kinds=(Kind.FILING,)),
    check_filing=check,
)
